/** The sign of the product: one wave with a peak, on the line that is the present. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <path
        d="M1.5 13.5c1.7 0 2.2-3 3.7-3s1.9 5.5 3.5 5.5S11.4 4 13.2 4s1.9 15.5 3.7 15.5c1.4 0 1.6-6 3.1-6h2.5"
        stroke="var(--color-accent)"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5">
      <Mark />
      <span className="font-semibold text-14 tracking-tight max-lg:sr-only">Brainwave</span>
    </span>
  );
}
