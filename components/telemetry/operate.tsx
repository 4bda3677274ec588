"use client";

import { SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Skeleton } from "#components/ui/empty";
import type { RobotState } from "#lib/telemetry/state";

const Acts = dynamic(() => import("./operate-acts.tsx").then(({ OperateActs }) => OperateActs), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** What an operator can do with a robot, and what came of it, in a window of its own. */
export function OperateButton({ robot }: { robot: RobotState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={SlidersHorizontal} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Operate
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={robot.robot_id}
        sub="What you do here is kept as an event"
      >
        <Acts robot={robot} />
      </Dialog>
    </>
  );
}
