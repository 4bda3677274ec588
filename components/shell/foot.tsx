"use client";

import dynamic from "next/dynamic";
import { useReplay } from "#lib/live/use-live";
import { DEFAULT_SPAN, parseSpan } from "../history/spans.ts";
import { useReplayAddress } from "../history/use-replay-address.ts";
import { useReplayKeys } from "../history/use-replay-keys.ts";
import { patiently } from "../ui/patiently.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { StatusLine } from "./status-line.tsx";
import { useOnWall } from "./use-on-wall.ts";

const TimeDock = dynamic(
  patiently(() => import("#components/history/time-dock")),
  { ssr: false },
);

/**
 * What lies over the page's reserved foot, so that nothing moves when it comes and goes: one line while the
 * connection has something to say, and the way through time. `data-dock` makes the page reserve more.
 */
export function Foot() {
  useReplayAddress();
  useReplayKeys();
  const replaying = useReplay(() => true) ?? false;
  const [spanText, setSpan] = useUrlParam("span");
  const [at] = useUrlParam("at");
  const span = parseSpan(spanText);
  const wall = useOnWall();
  const open = !wall && (span !== null || replaying || at !== null);
  return (
    <div
      data-dock={open || undefined}
      className={`fixed inset-x-0 z-20 max-md:pb-[env(safe-area-inset-bottom)] ${wall ? "bottom-0" : "bottom-14 md:bottom-0 md:left-14 lg:left-44"}`}
    >
      <StatusLine />
      {open && (
        <div className="h-(--dock) *:h-full">
          <TimeDock span={span ?? DEFAULT_SPAN} onSpan={setSpan} />
        </div>
      )}
    </div>
  );
}
