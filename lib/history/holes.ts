import { type Outage, outageWords } from "./outage.ts";

/** A stretch of a time axis that has something missing. Unix seconds. */
export interface Band {
  from: number;
  to: number;
  /** What is missing and why, in a sentence. */
  reason: string;
  /** Nothing of what this chart shows is missing: it is told, and breaks no line. */
  faint: boolean;
}

/** Shorter ones are the same outage seen from the other side. */
const WORTH_SECONDS = 2;

/** The server's outages, and of this browser's own what no outage of the server explains. Oldest first. */
export function mergeOutages(server: readonly Outage[], browser: readonly Outage[], now: number): Outage[] {
  const own = browser.flatMap((loss) =>
    server.reduce<Outage[]>(
      (pieces, outage) => pieces.flatMap((piece) => without(piece, outage, now)),
      [loss],
    ),
  );
  return [...server, ...own].sort((a, b) => a.from - b.from);
}

function without(loss: Outage, outage: Outage, now: number): Outage[] {
  const [from, to] = [loss.from, loss.to ?? now];
  const [begin, end] = [outage.from, outage.to ?? now];
  if (end <= from || begin >= to) return [loss];
  const pieces: Outage[] = [];
  if (begin - from > WORTH_SECONDS) pieces.push({ ...loss, to: begin });
  if (to - end > WORTH_SECONDS) pieces.push({ ...loss, id: `${loss.id} after`, from: end });
  return pieces;
}

/**
 * The outages of a window as bands. For what is drawn from events, those in which no event was lost are faint;
 * for `samples`, which nobody keeps, none is: what was measured meanwhile is gone.
 */
export function outageBands(
  outages: readonly Outage[],
  { from, to, samples = false }: { from: number; to: number; samples?: boolean },
): Band[] {
  return outages
    .filter((outage) => outage.from < to && (outage.to ?? to) > from)
    .map((outage) => ({
      from: Math.max(from, outage.from),
      to: Math.min(to, outage.to ?? to),
      reason:
        samples && outage.filled ? `${outageWords(outage)}, but no sample was recorded` : outageWords(outage),
      faint: outage.filled && !samples,
    }))
    .filter((band) => band.to > band.from);
}
