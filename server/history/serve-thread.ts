import { parentPort } from "node:worker_threads";
import { isAppError, messageOf } from "#lib/errors";
import type { Methods } from "./thread.ts";

/** The worker's side of a thread: answers each question in the order they come, one at a time. */
export function serveThread(methods: Methods): void {
  const port = parentPort;
  if (!port) throw new Error("This file is the body of a worker thread");
  let last: Promise<void> = Promise.resolve();
  port.on("message", ({ id, method, argument }: { id: number; method: string; argument: unknown }) => {
    last = last.then(async () => {
      try {
        const value = await methods[method]?.(argument);
        port.postMessage({ id, value }, bytesOf(value));
      } catch (error) {
        const code = isAppError(error) ? error.code : "history_unavailable";
        port.postMessage({ id, error: { code, message: messageOf(error) } });
      }
    });
  });
}

/** Byte arrays that are a part of an answer move to the other side, instead of being copied. Each must have its buffer to itself. */
function bytesOf(value: unknown): ArrayBuffer[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((part) =>
    part instanceof Uint8Array ? [part.buffer as ArrayBuffer] : [],
  );
}
