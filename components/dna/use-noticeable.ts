"use client";

import { NOTICEABLE } from "#lib/dna/verdicts";
import { useLive } from "#lib/live/use-live";

/** A change of karma by less is called neutral, on this server. */
export const useNoticeable = (): number =>
  useLive(({ welcome }) => welcome?.noticeable_karma_change ?? NOTICEABLE);
