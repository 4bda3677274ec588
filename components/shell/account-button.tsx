"use client";

import { CircleUser } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "#components/ui/button";
import { useConnection } from "#lib/live/use-live";

const AccountDialog = dynamic(() => import("./account-dialog.tsx"), { ssr: false });

/** As whom one is here; nothing while nobody is asked. */
export function AccountButton() {
  const you = useConnection((view) => view.welcome?.you ?? null);
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  if (you === null || you.name === null) return null;
  return (
    <>
      <IconButton
        icon={CircleUser}
        label={`Logged in as ${you.name}, ${you.role}`}
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
      />
      {opened && <AccountDialog name={you.name} role={you.role} open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
