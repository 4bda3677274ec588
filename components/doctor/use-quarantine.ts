"use client";

import { useState } from "react";
import type { Quarantine } from "#lib/doctor/api";
import { type Asked, useAsked } from "../ui/use-asked.ts";

// Entries that can't be read don't travel with the live frames, so they are asked for.
const ASK_EVERY_MS = 5_000;
const PAGE = 100;
const MOST = 1000;

/** The newest entries that could not be read; `more` asks for further ones, up to a thousand. */
export function useQuarantine(): {
  asked: Asked<Quarantine>;
  again: () => void;
  /** Null when there are no more, or more than a page can hold. */
  more: (() => void) | null;
} {
  const [limit, setLimit] = useState(PAGE);
  const { asked, again } = useAsked<Quarantine>(`/api/events/quarantine?limit=${limit}`, ASK_EVERY_MS);
  const hasMore = asked.kind === "known" && asked.value.next !== null && limit < MOST;
  return { asked, again, more: hasMore ? () => setLimit(Math.min(MOST, limit + PAGE * 3)) : null };
}
