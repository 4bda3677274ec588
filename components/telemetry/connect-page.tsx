"use client";

import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "#components/ui/button";
import { Field, Input } from "#components/ui/form";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { useConnection } from "#lib/live/use-live";
import { freeRobotId } from "#lib/telemetry/arrival";
import { useTypedText } from "../ui/use-typed-text.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { ArrivalLight } from "./arrival-light.tsx";
import { ConnectRobot } from "./connect-robot.tsx";

const LONGEST_ID = 128;

/** How a robot comes here: its id, a program to paste, and a light that turns on when it reports. */
export function ConnectPage() {
  const [chosen, setChosen] = useUrlParam("robot");
  const offered = useOfferedId();
  const robotId = chosen ?? offered;
  const { field } = useTypedText(chosen ?? "", setChosen);
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href="/robots" className={`${buttonClass("quiet")} -ms-3`}>
          <ArrowLeft aria-hidden size={15} />
          All robots
        </Link>
        <h2 className="font-medium text-20">Connect a robot</h2>
      </div>
      <div className="grid items-stretch gap-3 md:grid-cols-[2fr_3fr]">
        <Panel title="1. Name it">
          <Field label="Robot id" hint="Any text. The program below uses it.">
            <Input
              {...field}
              placeholder={offered}
              maxLength={LONGEST_ID}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="none"
              className="font-mono"
            />
          </Field>
        </Panel>
        <ArrivalLight key={robotId} robotId={robotId} />
      </div>
      <Panel title="2. Run a program">
        <ConnectRobot robotId={robotId} />
      </Panel>
    </div>
  );
}

/** A free id, which stays the one that was offered when the robot takes it. */
function useOfferedId(): string {
  const robots = useConnection(({ live }) => (live.kind === "live" ? live.state.telemetry.robots : null));
  const [offered, setOffered] = useState<string | null>(null);
  if (offered === null && robots) setOffered(freeRobotId(robots));
  return offered ?? "robot_001";
}
