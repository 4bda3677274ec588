"use client";

import { Wordmark } from "#components/shell/mark";
import { Clock } from "#components/ui/ago";
import { Loading } from "#components/ui/empty";
import { StateBadge } from "#components/ui/state";
import { useConnection, useLive, usePresent } from "#lib/live/use-live";
import { pillOf } from "../shell/connection-words.ts";
import { useViewTime } from "../shell/use-view.ts";
import { NeedsAttention } from "./needs-attention.tsx";
import { Tiles, TilesSkeleton } from "./tiles.tsx";

/** The overview's answers for a screen that nobody touches: large, without controls. `data-wall` makes them large. */
export function Wall() {
  const ready = useLive(({ live }) => live.kind === "live");
  const now = useViewTime();
  return (
    <div data-wall className="flex flex-col gap-3">
      <header className="flex h-8 items-center gap-4">
        <Wordmark />
        <h1 className="sr-only">Wall</h1>
        <Liveness />
        <Clock at={now === null ? null : Math.floor(now)} className="ms-auto text-20 text-strong" />
      </header>
      {ready ? (
        <Tiles />
      ) : (
        <Loading what="the wall">
          <TilesSkeleton />
        </Loading>
      )}
      <NeedsAttention window={null} />
    </div>
  );
}

/** How live it is, in words: a screen that lost its server must not look like one on which all is well. */
function Liveness() {
  const view = useConnection((all) => all);
  const present = usePresent();
  const { state, text, detail } = pillOf(view, present);
  return (
    <StateBadge state={state}>
      {text}
      {detail && state !== "live" ? ` for ${detail}` : ""}
    </StateBadge>
  );
}
