"use client";

import { useEffect, useRef, useState } from "react";
import { EXPORT_TOTAL_HEADER, type ExportFormat } from "../../lib/history/api.ts";
import { createEventCounter, nameOf } from "./export.ts";
import { reasonOf } from "./fetch-events.ts";

export type DownloadState =
  | { kind: "idle" }
  /** `total` is null where the server could not count it in time. */
  | { kind: "busy"; events: number; bytes: number; total: number | null }
  | { kind: "done"; events: number; bytes: number; name: string }
  | { kind: "cancelled" }
  | { kind: "failed"; why: string };

interface Wanted {
  path: string;
  /** What its events are counted by; null where they aren't. */
  format: ExportFormat | null;
  /** The file's name where the server gives none. */
  name: string;
}

const TOLD_EVERY_MS = 100;
/** Pieces are put together now and then, so that the browser can keep them on its disk. */
const PIECES = 256;

/** Fetches a file piece by piece, tells how far it is, and hands it to the browser to save. */
export function useDownload() {
  const [state, setState] = useState<DownloadState>({ kind: "idle" });
  const request = useRef<AbortController | null>(null);
  useEffect(() => () => request.current?.abort(), []);

  async function start({ path, format, name }: Wanted): Promise<void> {
    request.current?.abort();
    const stop = new AbortController();
    request.current = stop;
    setState({ kind: "busy", events: 0, bytes: 0, total: null });
    try {
      const answer = await orSay("The server did not answer.", fetch(path, { signal: stop.signal }));
      if (!answer.ok || !answer.body) throw new Error(await reasonOf(answer));
      const total = totalOf(answer);
      const counter = format ? createEventCounter(format) : null;
      let file = new Blob();
      let pieces: Uint8Array<ArrayBuffer>[] = [];
      let [events, bytes, toldAt] = [0, 0, 0];
      const reader = answer.body.getReader();
      const next = () => orSay("The connection to the server broke before the end.", reader.read());
      for (let piece = await next(); !piece.done; piece = await next()) {
        pieces.push(piece.value);
        events = counter?.add(piece.value) ?? 0;
        bytes += piece.value.length;
        if (pieces.length >= PIECES) {
          file = new Blob([file, ...pieces]);
          pieces = [];
        }
        if (performance.now() - toldAt > TOLD_EVERY_MS) {
          toldAt = performance.now();
          setState({ kind: "busy", events, bytes, total });
        }
      }
      const own = nameOf(answer.headers.get("content-disposition"), name);
      save(new Blob([file, ...pieces]), own);
      setState({ kind: "done", events, bytes, name: own });
    } catch (error) {
      if (stop.signal.aborted) return;
      const why = error instanceof Error ? error.message : "Something went wrong.";
      setState({ kind: "failed", why });
    }
  }

  function cancel(): void {
    request.current?.abort();
    setState({ kind: "cancelled" });
  }

  return { state, start, cancel };
}

/** A browser's own words for what went wrong tell a person nothing. */
function orSay<T>(why: string, promise: Promise<T>): Promise<T> {
  return promise.catch((cause: unknown) => {
    throw new Error(why, { cause });
  });
}

function totalOf(answer: Response): number | null {
  const header = answer.headers.get(EXPORT_TOTAL_HEADER);
  return header === null ? null : Number(header);
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
