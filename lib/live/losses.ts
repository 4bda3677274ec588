import type { Outage } from "../history/outage.ts";

/** A stretch in which this browser had no connection. Unix seconds by the server's clock; `to` is null while it lasts. */
export interface Loss {
  from: number;
  to: number | null;
  /** What happened meanwhile has been told since. */
  filled: boolean;
}

const KEPT = 50;
/** Whoever is connected for so long and was told nothing has missed nothing: the server answers every return at once. */
const QUIET_SECONDS = 2;

export const onLost = (losses: readonly Loss[], from: number): readonly Loss[] =>
  losses.at(-1)?.to === null ? losses : [...losses, { from, to: null, filled: false }].slice(-KEPT);

export const onBack = (losses: readonly Loss[], to: number): readonly Loss[] =>
  changed(losses, (loss) => loss.to === null, { to });

/** A frame or a picture came over the new connection: it joins on to what was here. */
export const onTold = (losses: readonly Loss[]): readonly Loss[] =>
  changed(losses, (loss) => loss.to !== null && !loss.filled, { filled: true });

export const onQuiet = (losses: readonly Loss[], now: number): readonly Loss[] =>
  changed(losses, (loss) => loss.to !== null && !loss.filled && now - loss.to > QUIET_SECONDS, {
    filled: true,
  });

/** The last one alone can be open: the others are as they were. */
function changed(
  losses: readonly Loss[],
  fits: (loss: Loss) => boolean,
  part: Partial<Loss>,
): readonly Loss[] {
  const last = losses.at(-1);
  return last && fits(last) ? [...losses.slice(0, -1), { ...last, ...part }] : losses;
}

export const lossOutage = ({ from, to, filled }: Loss): Outage => ({
  id: `browser ${from}`,
  cause: "browser",
  from,
  to,
  filled,
  recovered: 0,
  missing: null,
});
