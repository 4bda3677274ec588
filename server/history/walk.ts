import { justAfter, STREAM_START } from "#lib/stream-id";
import { createCollector } from "./collect-young.ts";
import type { FileText } from "./events-text.ts";
import type { Filter, HistoryReader, TextQuery } from "./port.ts";

/** So many events at a time: what lives longer than a page takes is kept until much later, and makes the export large. */
const PAGE = 50;

/** Every event that fits as text, a page at a time, between what a file begins and ends with. */
export async function* fileOf(
  reader: HistoryReader,
  query: Omit<TextQuery, "limit" | "isFirst">,
  { begin, end }: FileText,
): AsyncGenerator<string | Uint8Array, void, void> {
  let { after, before } = query;
  let isFirst = true;
  yield begin;
  for (;;) {
    const { text, events, next } = await reader.text({ ...query, after, before, limit: PAGE, isFirst });
    yield text;
    if (next === null) break;
    isFirst &&= events === 0;
    if (query.order === "newest") before = next;
    else after = next;
  }
  yield end;
}

/** The filter with an end: what comes in from now on is not meant. */
export async function upToNow(reader: HistoryReader, filter: Filter): Promise<Filter> {
  if (filter.before !== undefined) return filter;
  const { events } = await reader.page({ limit: 1, order: "newest" });
  // A stream that is used up takes no more, and so needs no end.
  return { ...filter, before: justAfter(events[0]?.stream_id ?? STREAM_START) ?? undefined };
}

/**
 * Text that is made while it is read: nothing is made ahead, and nothing more once the reader has gone.
 * A failure in the middle cuts the answer off, so that nobody takes a part for the whole.
 */
export function streamOf(
  pieces: AsyncGenerator<string | Uint8Array, void, void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const collector = createCollector();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await pieces.next();
          if (done) return controller.close();
          const bytes = typeof value === "string" ? encoder.encode(value) : value;
          // An empty piece would leave the reader waiting for another.
          if (bytes.length === 0) continue;
          collector.handedOn(bytes.length);
          return controller.enqueue(bytes);
        }
      },
      async cancel() {
        await pieces.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** An answer that a browser saves as a file and never takes for anything else. */
export const download = (
  body: ReadableStream<Uint8Array>,
  { name, type, headers = {} }: { name: string; type: string; headers?: Record<string, string> },
): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });

/** A moment as a file's name can have it: 20260101T120000Z. */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
