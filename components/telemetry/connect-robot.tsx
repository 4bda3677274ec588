"use client";

import { useState, useSyncExternalStore } from "react";
import { Segmented } from "#components/ui/choice";
import { CopyButton } from "#components/ui/id";
import { SNIPPETS, type SnippetName } from "./snippets.ts";

const NAMES: { value: SnippetName; label: string; title: string }[] = [
  { value: "javascript", label: "JavaScript", title: "JavaScript with socket.io-client" },
  { value: "python", label: "Python", title: "Python with python-socketio" },
  { value: "websockets", label: "WebSocket", title: "Plain WebSocket from Python, with websockets" },
  { value: "wscat", label: "wscat", title: "Plain WebSocket from a terminal, with wscat" },
];

const never = () => () => {};

/** Programs to copy that connect a robot to this very server. */
export function ConnectRobot({ robotId = "robot_001" }: { robotId?: string }) {
  const [name, setName] = useState<SnippetName>("javascript");
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
  const { note, code } = SNIPPETS[name](origin, robotId);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div>
        <Segmented label="Language" options={NAMES} value={name} onChange={setName} />
      </div>
      <p className="text-quiet">{note}</p>
      <div className="relative">
        <pre
          // A scrolling region must be reachable by keyboard.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
          tabIndex={0}
          className="min-h-62 overflow-x-auto rounded-control border border-line bg-surface-0 p-3 pe-12 font-mono text-12 text-normal leading-5"
        >
          {code}
        </pre>
        <span className="absolute top-3 right-1 rounded-control bg-surface-0">
          <CopyButton text={code} label="Copy the code" />
        </span>
      </div>
      <p className="max-w-prose text-12 text-quiet">
        CPU, memory and battery are percentages, latency is in milliseconds. Each may be left out, and up to
        32 numbers of your own may be added. The robot is online while its connection is open.
      </p>
    </div>
  );
}
