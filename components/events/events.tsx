"use client";

import dynamic from "next/dynamic";
import { Tabs } from "#components/ui/choice";
import { Skeleton } from "#components/ui/empty";
import { ContractLabel } from "../doctor/contract-label.tsx";
import { useUrlParam } from "../ui/use-url-param.ts";
import { Explorer } from "./explorer.tsx";

const loading = () => <Skeleton className="mt-3 h-72 w-full" />;
const Doctor = dynamic(() => import("../doctor/doctor.tsx").then(({ Doctor }) => Doctor), {
  ssr: false,
  loading,
});
const Streams = dynamic(() => import("../streams/streams.tsx").then(({ Streams }) => Streams), {
  ssr: false,
  loading,
});

type Tab = "events" | "contract" | "streams";

/** The event stream: what is in it, how well it keeps to the contract, and how the store is doing. */
export function Events() {
  const [named, setTab] = useUrlParam("tab");
  const tab: Tab = named === "contract" || named === "streams" ? named : "events";
  return (
    <Tabs<Tab>
      label="Events"
      options={[
        { value: "events", label: "Explore" },
        { value: "contract", label: <ContractLabel /> },
        { value: "streams", label: "Streams" },
      ]}
      value={tab}
      onChange={(next) => setTab(next === "events" ? null : next)}
    >
      {tab === "events" && <Explorer />}
      {tab === "contract" && <Doctor />}
      {tab === "streams" && <Streams />}
    </Tabs>
  );
}
