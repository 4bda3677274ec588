export interface Place {
  x: number;
  /** Null breaks the line. */
  y: number | null;
}

/** The unbroken stretches of a line as SVG paths, each with the x at which it begins. `step` holds a value until the next. */
export function stretchesOf(places: readonly Place[], step: boolean): { path: string; left: number }[] {
  const stretches: { path: string; left: number }[] = [];
  let open: { path: string; left: number } | null = null;
  for (const { x, y } of places) {
    if (y === null) open = null;
    else if (open) open.path += step ? `H${x}V${y}` : `L${x} ${y}`;
    else {
      open = { path: `M${x} ${y}`, left: x };
      stretches.push(open);
    }
  }
  return stretches;
}

/** To a hundredth of a pixel: a path of hundreds of points is long enough. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
