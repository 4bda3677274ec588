"use client";

import { Play } from "lucide-react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { ConnectRobot } from "#components/telemetry/connect-robot";
import { Failure } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { useDemo } from "../shell/use-demo.ts";

/** The overview before any robot or agent has ever been seen: what it waits for, and the one next step. */
export default function Invitation() {
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[2fr_3fr]">
      <StartDemo />
      <Panel title="Connect a robot" href="/robots/connect">
        <ConnectRobot />
      </Panel>
    </div>
  );
}

function StartDemo() {
  const demo = useDemo();
  return (
    <Panel title="Nothing has been seen yet">
      <div className="flex flex-col items-start gap-3">
        <p className="max-w-prose">
          Brainwave listens to BRAiN's event stream. As soon as an agent's DNA changes, a robot connects or
          any other event arrives, it appears here by itself.
        </p>
        <p className="max-w-prose">
          Other producers send events over HTTP with <code>POST /api/events</code>, and BRAiN itself over
          Redis.
        </p>
        <p className="max-w-prose">
          To look around first, start the demo: made-up agents evolve and made-up robots connect through the
          same doors as real ones, until you stop it.
        </p>
        <WriteButton kind="primary" icon={Play} busy={demo.busy || demo.running} onClick={demo.start}>
          Start demo
        </WriteButton>
        <WritingNote />
        {demo.failure && (
          <Failure title="The demo did not start">
            {demo.failure} Everything else works. Try again, or start the server with npm run demo.
          </Failure>
        )}
      </div>
    </Panel>
  );
}
