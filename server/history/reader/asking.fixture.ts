import type { StoredEvent } from "#lib/events/envelope";
import { parse } from "#lib/query/parse";
import type { Asked } from "./asked.ts";
import type { createQuestions } from "./questions.ts";

type Questions = ReturnType<typeof createQuestions>;

/** A filter as the reader's thread gets it. */
export function asked(query: string, more: Partial<Asked> = {}): Asked {
  const parsed = parse(query);
  if (parsed.kind === "problem") throw new Error(`${query}: ${parsed.problem.message}`);
  return { query: parsed.query, type: null, after: null, before: null, ...more };
}

export interface Wanted {
  order: "newest" | "oldest";
  limit: number;
  query?: string;
  type?: string | null;
}

/** All pages of a filter, one after the other. */
export function pagesOf(
  asking: Questions,
  { order, limit, query = "", type = null }: Wanted,
): StoredEvent[][] {
  const pages: StoredEvent[][] = [];
  for (let place: string | null | undefined; place !== null; ) {
    const from: Partial<Asked> = order === "newest" ? { before: place ?? null } : { after: place ?? null };
    const page = asking.page({ ...asked(query, { ...from, type }), order, limit });
    pages.push(page.events);
    place = page.next;
  }
  return pages;
}
