/** Robots that drop at most this far apart have most likely one cause: a switch, an access point, a proxy. */
export const COMMON_CAUSE_APART_SECONDS = 5;
/** Two may be chance. */
export const COMMON_CAUSE_ROBOTS = 3;

/** Drops that belong together, and those that stand alone; each in the order of time. `at` is in Unix seconds. */
export function commonCauses<T>(drops: readonly T[], at: (drop: T) => number): { causes: T[][]; alone: T[] } {
  const causes: T[][] = [];
  const alone: T[] = [];
  let near: T[] = [];
  const end = () => {
    if (near.length >= COMMON_CAUSE_ROBOTS) causes.push(near);
    else alone.push(...near);
  };
  for (const drop of [...drops].sort((a, b) => at(a) - at(b))) {
    const last = near.at(-1);
    if (last !== undefined && at(drop) - at(last) > COMMON_CAUSE_APART_SECONDS) {
      end();
      near = [];
    }
    near.push(drop);
  }
  end();
  return { causes, alone };
}
