"use client";

import { useCallback, useMemo, useState } from "react";
import { POINTS_SECONDS } from "../../lib/live/store.ts";
import { useRobotPoints } from "../../lib/live/use-live.ts";
import { parseZoom, type Zoom, zoomText } from "../../lib/telemetry/zoom.ts";
import { useUrlParam } from "../ui/use-url-param.ts";

type Points = ReturnType<typeof useRobotPoints>;

/**
 * One robot's points, live; or, from the moment on at which somebody looks closer, those of that moment: what comes
 * meanwhile waits. Which stretch is looked at stands in the address.
 */
export function useZoomedPoints(robotId: string, now: number) {
  const live = useRobotPoints(robotId);
  const [text, setText] = useUrlParam("zoom");
  const zoom = useMemo(() => parseZoom(text), [text]);
  const [held, setHeld] = useState<{ points: Points; to: number } | null>(null);
  if (zoom === null && held !== null) setHeld(null);
  // A link to a stretch has nothing to hold before the first points are here.
  if (zoom !== null && held === null && live.length > 0) setHeld({ points: live, to: Math.floor(now) });
  const heldUntil = held?.points.at(-1)?.at;
  const waiting = useMemo(
    () => (heldUntil === undefined ? 0 : live.filter(({ at }) => at > heldUntil).length),
    [live, heldUntil],
  );
  const setZoom = useCallback((next: Zoom | null) => setText(next && zoomText(next)), [setText]);
  const to = held?.to ?? Math.floor(now);
  // Everything that can be looked at.
  const limits = useMemo((): Zoom => ({ from: to - POINTS_SECONDS, to }), [to]);
  return {
    points: held?.points ?? live,
    zoom,
    setZoom,
    limits,
    /** How many points came since. */
    waiting,
  };
}
