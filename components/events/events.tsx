"use client";

import { useState } from "react";
import { Tabs } from "#components/ui/choice";
import { Skeleton } from "#components/ui/empty";
import { formatNumber } from "#lib/format";
import { useLive, useLiveState } from "#lib/live/use-live";
import { useUrlParam } from "../ui/use-url-param.ts";
import { EventDrawer } from "./event-drawer.tsx";
import { EventTail } from "./event-tail.tsx";
import { QuarantineList } from "./quarantine-list.tsx";
import { useQuarantine } from "./use-quarantine.ts";

type View = "live" | "quarantine";

/** Everything, as it happens, and what could not be read. */
export function Events() {
  const { ready, state } = useLiveState();
  const epoch = useLive((view) => (view.live.kind === "live" ? view.live.cursor.epoch : ""));
  const [tab, setTab] = useUrlParam("tab");
  const [pattern, setPattern] = useUrlParam("type");
  const [openId, setOpenId] = useUrlParam("event");
  const [neighbours, setNeighbours] = useState<readonly string[]>([]);
  const quarantine = useQuarantine();
  const view: View = tab === "quarantine" ? "quarantine" : "live";
  const total = quarantine.kind === "known" ? quarantine.list.total : 0;
  return (
    <>
      <Tabs<View>
        label="Events"
        options={[
          { value: "live", label: "Live" },
          {
            value: "quarantine",
            label: (
              <>
                Quarantine
                <span className={`figures text-12 ${total > 0 ? "text-warning" : "text-quiet"}`}>
                  {formatNumber(total)}
                </span>
              </>
            ),
          },
        ]}
        value={view}
        onChange={(next) => setTab(next === "live" ? null : next)}
      >
        {view === "quarantine" ? (
          <QuarantineList quarantine={quarantine} />
        ) : ready ? (
          <EventTail
            key={epoch}
            feed={state.feed}
            pattern={pattern}
            onPattern={setPattern}
            openId={openId}
            onOpen={(event, rows) => {
              setNeighbours(rows.map(({ stream_id }) => stream_id));
              setOpenId(event.stream_id, "push");
            }}
          />
        ) : (
          <Skeleton className="mt-3 h-[calc(100dvh-11rem)] w-full" />
        )}
      </Tabs>
      <EventDrawer
        streamId={openId}
        recent={state.feed.recent}
        neighbours={neighbours}
        onMove={(streamId) => setOpenId(streamId)}
        onClose={() => setOpenId(null)}
        onPattern={(type) => {
          setOpenId(null);
          setPattern(type);
        }}
      />
    </>
  );
}
