const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** As it is kept: what is too large is the largest that there is, never infinite. */
export const toFloat32 = (value: number): number =>
  Math.fround(Math.min(LARGEST_FLOAT32, Math.max(-LARGEST_FLOAT32, value)));

/** What was kept as float32 is told with the digits that it has. */
export const sevenDigits = (value: number): number => Number(value.toPrecision(7));
