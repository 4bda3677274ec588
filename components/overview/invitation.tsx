"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Failure } from "#components/ui/empty";
import { CopyButton } from "#components/ui/id";
import { Panel } from "#components/ui/panel";
import { useDemo } from "../shell/use-demo.ts";
import { SNIPPETS, type SnippetName } from "./snippets.ts";

/** The overview before any robot or agent has ever been seen: what it waits for, and the one next step. */
export function Invitation() {
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[2fr_3fr]">
      <StartDemo />
      <ConnectRobot />
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
          To look around first, start the demo: made-up agents evolve and made-up robots connect through the
          same doors as real ones, until you stop it.
        </p>
        <Button kind="primary" icon={Play} busy={demo.busy || demo.running} onClick={demo.start}>
          Start demo
        </Button>
        {demo.failure && (
          <Failure title="The demo did not start">
            {demo.failure} Everything else works. Try again, or start the server with npm run demo.
          </Failure>
        )}
      </div>
    </Panel>
  );
}

const NAMES: { value: SnippetName; label: string }[] = [
  { value: "javascript", label: "JavaScript" },
  { value: "python", label: "Python" },
  { value: "websocket", label: "WebSocket" },
  { value: "event", label: "Any event" },
];

function ConnectRobot() {
  const [name, setName] = useState<SnippetName>("javascript");
  // Drawn in the browser only: before the first picture the overview shows its skeleton.
  const { note, code } = SNIPPETS[name](window.location.origin);
  return (
    <Panel
      title="Connect a robot"
      actions={<Segmented label="Language" options={NAMES} value={name} onChange={setName} />}
    >
      <p className="mb-2 text-quiet">{note}</p>
      <div className="relative">
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          className="overflow-x-auto rounded-control border border-line bg-surface-0 p-3 pe-12 font-mono text-12 text-normal leading-5"
        >
          {code}
        </pre>
        <span className="absolute top-3 right-1">
          <CopyButton text={code} label="Copy the code" />
        </span>
      </div>
    </Panel>
  );
}
