/** Robots that drop at most this far apart have most likely one cause: a switch, an access point, a proxy. */
const APART_SECONDS = 5;
/** Pauses shorter than this are none: whoever drops so fast after another isn't there by chance. */
const NO_PAUSE_SECONDS = 0.5;
/** One fault is noticed within two heartbeats of the plain WebSocket, the slower of the two. */
const SPAN_SECONDS = 30;
/** Two may be chance. */
const ROBOTS = 3;

/**
 * Drops that belong together, and those that stand alone; each in the order of time. Together are those of at least
 * three robots, none more than five seconds after the one before it and all within half a minute. `at` is in Unix
 * seconds, `who` names the robot.
 */
export function commonCauses<T>(
  drops: readonly T[],
  at: (drop: T) => number,
  who: (drop: T) => string,
): { causes: T[][]; alone: T[] } {
  const inOrder = [...drops].sort((a, b) => at(a) - at(b));
  const causes: T[][] = [];
  const alone: T[] = [];
  for (const near of bursts(inOrder, at, APART_SECONDS))
    if (new Set(near.map(who)).size >= ROBOTS) causes.push(near);
    else alone.push(...near);
  return { causes, alone };
}

// Where robots trickle away, only what comes closer together than the rest stands out: the pause is halved until it does.
function bursts<T>(inOrder: readonly T[], at: (drop: T) => number, apart: number): T[][] {
  return cut(inOrder, (drop, part) => at(drop) - at(part.at(-1) as T) > apart).flatMap((part) => {
    const span = (from: T, to: T) => at(to) - at(from);
    if (span(part[0] as T, part.at(-1) as T) <= SPAN_SECONDS) return [part];
    if (apart > NO_PAUSE_SECONDS) return bursts(part, at, apart / 2);
    return cut(part, (drop, [first]) => span(first as T, drop) > SPAN_SECONDS);
  });
}

/** Parts of a list, a new one wherever `begins` says so of an item and the part before it. */
function cut<T>(items: readonly T[], begins: (item: T, part: readonly T[]) => boolean): T[][] {
  const parts: T[][] = [];
  for (const item of items) {
    const part = parts.at(-1);
    if (part && !begins(item, part)) part.push(item);
    else parts.push([item]);
  }
  return parts;
}
