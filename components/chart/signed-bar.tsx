interface SignedBarProps {
  /** Null draws the middle line alone. */
  value: number | null;
  /** The size that fills a half. */
  max: number;
  color?: string;
  /** Too few observations to lean on. */
  hatched?: boolean;
}

/** A change as a bar to the left or to the right of zero. The number stands beside it. */
export function SignedBar({ value, max, color = "var(--color-series-1)", hatched }: SignedBarProps) {
  const share = value === null || max <= 0 ? 0 : Math.min(1, Math.abs(value) / max) * 50;
  // Something is never drawn as nothing.
  const width = value === null || value === 0 ? 0 : Math.max(1, share);
  return (
    <span aria-hidden className="relative block h-3 w-full">
      <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <span
        className={`absolute inset-y-0.5 ${hatched ? "hatched border" : ""}`}
        style={{
          width: `${width}%`,
          [value !== null && value < 0 ? "right" : "left"]: "50%",
          ...(hatched ? { borderColor: color } : { backgroundColor: color }),
        }}
      />
    </span>
  );
}
