"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { fetchPage, PAGE } from "./fetch-events.ts";
import type { Answered, Asked } from "./pages.ts";

export type LoaderState =
  | { kind: "idle" }
  /** `searching` once the server has answered with less than a page and there may be more. */
  | { kind: "busy"; searching: boolean }
  | { kind: "stopped" }
  | { kind: "failed"; why: string; status: number };

/** Enough for a screen: after these a search waits until somebody scrolls. */
export const SCREENFUL = 40;

const IDLE: LoaderState = { kind: "idle" };

/**
 * Loads in one direction: one page, or, of a filter that few events fit, as many answers as make a screenful.
 * It rests while nobody sees the page. Another `key` ends what is under way and begins anew.
 */
export function useLoader(key: string, query: string) {
  const [state, setState] = useState<LoaderState>(IDLE);
  const request = useRef<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another list.
  useEffect(() => {
    setState(IDLE);
    return () => {
      request.current?.abort();
      request.current = null;
    };
  }, [key]);

  /** `ask` tells what to ask for once the list has the answers so far; null when there is no more. */
  const load = useCallback(
    async (asked: Asked | null, onAnswer: (answer: Answered) => Asked | null): Promise<void> => {
      if (request.current || !asked) return;
      const stop = new AbortController();
      request.current = stop;
      setState({ kind: "busy", searching: false });
      try {
        let found = 0;
        for (let next: Asked | null = asked; next && found < SCREENFUL; ) {
          await visible(stop.signal);
          const answer = await fetchPage(query, next, stop.signal);
          if (stop.signal.aborted) return;
          found += answer.events.length;
          next = onAnswer(answer);
          if (next && answer.events.length < PAGE) setState({ kind: "busy", searching: true });
        }
        setState(IDLE);
      } catch (error) {
        if (!stop.signal.aborted) setState(failed(error));
      } finally {
        if (request.current === stop) request.current = null;
      }
    },
    [query],
  );

  const stop = useCallback(() => {
    request.current?.abort();
    request.current = null;
    setState({ kind: "stopped" });
  }, []);

  return { state, load, stop };
}

export type Loader = ReturnType<typeof useLoader>;

function failed(error: unknown): LoaderState {
  const why = error instanceof Error ? error.message : "Something went wrong.";
  const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 0;
  return { kind: "failed", why, status };
}

function visible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      document.removeEventListener("visibilitychange", done);
      resolve();
    };
    document.addEventListener("visibilitychange", done);
    signal.addEventListener("abort", done, { once: true });
  });
}
