"use client";

import { useState, useSyncExternalStore } from "react";
import { Segmented } from "#components/ui/choice";
import { CopyButton } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { useConnection } from "#lib/live/use-live";
import { preparation, SNIPPETS, type SnippetName } from "#lib/telemetry/snippets";

const NAMES = (Object.keys(SNIPPETS) as SnippetName[]).map((value) => {
  const { label, title } = SNIPPETS[value];
  return { value, label, title };
});

const never = () => () => {};

/** Programs to copy that connect a robot to this very server. */
export function ConnectRobot({ robotId = "robot_001" }: { robotId?: string }) {
  const [name, setName] = useState<SnippetName>("javascript");
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
  const asked = useConnection((view) => view.welcome?.you != null);
  const snippet = SNIPPETS[name];
  const code = snippet.code(origin, robotId);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {/* All languages in a row are wider than the narrowest screens. */}
      <div className="overflow-x-auto">
        <Segmented label="Language" options={NAMES} value={name} onChange={setName} />
      </div>
      <p className="text-quiet">
        {preparation(snippet).map((command, index) => (
          <span key={command}>
            {index > 0 && ", then "}
            <code className="text-normal">{command}</code>
          </span>
        ))}
        , with this as the file:
      </p>
      <div className="relative">
        <pre
          // A scrolling region must be reachable by keyboard.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
          tabIndex={0}
          className="min-h-85 overflow-x-auto rounded-control border border-line bg-surface-0 p-3 pe-12 font-mono text-12 text-normal leading-5"
        >
          {code}
        </pre>
        <span className="absolute top-3 right-1 rounded-control bg-surface-0">
          <CopyButton text={code} label="Copy the code" />
        </span>
      </div>
      {asked && (
        <p className="max-w-prose">
          This server asks robots for a token, which an admin makes under{" "}
          <Link href="/access" className="text-accent hover:underline">
            Access
          </Link>
          . Over Socket.IO it stands beside the robot’s id, as <code>token: "bw_…"</code>; on the plain
          WebSocket in the header <code>Authorization: Bearer bw_…</code>, or behind the address as{" "}
          <code>?token=bw_…</code>.
        </p>
      )}
      <p className="max-w-prose text-12 text-quiet">
        CPU, memory and battery are percentages, latency is in milliseconds. Each may be left out, and up to
        32 numbers of your own may be added. The robot is online while its connection is open.
      </p>
    </div>
  );
}
