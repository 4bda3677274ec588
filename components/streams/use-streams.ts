"use client";

import { useEffect, useState } from "react";
import type { StreamsReport } from "#lib/streams/api";

const ASK_EVERY_MS = 5_000;

export type Streams =
  | { kind: "loading" }
  /** `failed` says why the last question had no answer; the report is that of the one before. */
  | { kind: "known"; report: StreamsReport; failed: string | null }
  | { kind: "failed"; why: string };

/** What is in the event store, asked for again and again while somebody looks. */
export function useStreams(): Streams {
  const [streams, setStreams] = useState<Streams>({ kind: "loading" });
  useEffect(() => {
    const stop = new AbortController();
    let asking = false;
    const ask = async () => {
      if (asking || document.hidden) return;
      asking = true;
      const answer = await fetchStreams(stop.signal).catch(whyNot);
      asking = false;
      if (!stop.signal.aborted) setStreams((before) => next(before, answer));
    };
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    document.addEventListener("visibilitychange", ask, { signal: stop.signal });
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  return streams;
}

type Answer = { report: StreamsReport } | { failed: string };

function next(before: Streams, answer: Answer): Streams {
  if ("report" in answer) return { kind: "known", report: answer.report, failed: null };
  return before.kind === "known"
    ? { ...before, failed: answer.failed }
    : { kind: "failed", why: answer.failed };
}

async function fetchStreams(signal: AbortSignal): Promise<Answer> {
  const answer = await fetch("/api/streams", { signal });
  const body: unknown = await answer.json();
  if (!answer.ok) return { failed: detailOf(body) ?? `The server answered ${answer.status}.` };
  // The validator is as large as the page: it comes after the first picture.
  const { StreamsReport } = await import("#lib/streams/api");
  return { report: StreamsReport.parse(body) };
}

const whyNot = (): Answer => ({ failed: "The server did not answer." });

function detailOf(body: unknown): string | null {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
  return typeof detail === "string" ? detail.replace(/[^.!?]$/, "$&.") : null;
}
