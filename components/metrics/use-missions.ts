"use client";

import { useEffect, useState } from "react";
import type { MissionCounts } from "#lib/metrics/api";

export type Missions =
  | { kind: "loading" }
  /** `failed` says why the last question had no answer; the counts are those of the one before. */
  | { kind: "known"; counts: MissionCounts; failed: string | null }
  | { kind: "failed"; why: string };

/** The missions counted so far, asked for anew whenever `stamp` changes: after each completed run. */
export function useMissions(stamp: string | null): Missions {
  const [missions, setMissions] = useState<Missions>({ kind: "loading" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stamp means other counts.
  useEffect(() => {
    const stop = new AbortController();
    ask(stop.signal).then(
      (counts) => setMissions({ kind: "known", counts, failed: null }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : "Something went wrong.";
        setMissions((before) =>
          before.kind === "known" ? { ...before, failed: why } : { kind: "failed", why },
        );
      },
    );
    return () => stop.abort();
  }, [stamp]);
  return missions;
}

async function ask(signal: AbortSignal): Promise<MissionCounts> {
  const answer = await fetch("/api/metrics/missions", { signal }).catch((cause: unknown) => {
    throw new Error("The server did not answer.", { cause });
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  // The validator is as large as the page: it comes after the first picture.
  const { MissionCounts } = await import("#lib/metrics/api");
  return MissionCounts.parse(await answer.json());
}
