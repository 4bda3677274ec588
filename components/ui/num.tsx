"use client";

import { type ReactNode, useState } from "react";
import { formatNumber, MISSING } from "#lib/format";

interface NumProps {
  /** Null or undefined is missing, and drawn as "–". 0 is 0. */
  value: number | null | undefined;
  unit?: string;
  digits?: number;
  /** Instead of `digits`: any other way to write it. */
  format?: (value: number) => string;
  /** Room for this many characters, so that nothing moves when digits come and go. */
  width?: number;
  /** A short tint when it changes. Only for numbers that change rarely. */
  tint?: boolean;
}

/** A number in even figures with a quieter unit. */
export function Num({ value, unit, digits, format, width, tint }: NumProps) {
  const known = value !== null && value !== undefined && Number.isFinite(value);
  const text = known ? (format ? format(value) : formatNumber(value, digits)) : MISSING;
  return (
    <span className="figures whitespace-nowrap">
      <span className="inline-block text-end" style={width ? { minWidth: `${width}ch` } : undefined}>
        {tint ? <Changing text={text} /> : text}
      </span>
      {known && unit && <span className="ms-[0.3em] font-normal text-[0.85em] text-quiet">{unit}</span>}
      {!known && <span className="sr-only">no value</span>}
    </span>
  );
}

function Changing({ text }: { text: string }) {
  const [first] = useState(text);
  return (
    <span key={text} className={text === first ? "rounded-mark" : "rounded-mark tint-change"}>
      {text}
    </span>
  );
}

interface StatProps {
  label: ReactNode;
  children: ReactNode;
  /** A quiet line below. */
  sub?: ReactNode;
  size?: "normal" | "large";
}

/** One figure with its name above it. Put several in a `<Stats>`. */
export function Stat({ label, children, sub, size = "normal" }: StatProps) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-12 text-quiet">{label}</dt>
      <dd className={`font-medium text-strong ${size === "large" ? "text-28 tracking-tight" : "text-20"}`}>
        {children}
      </dd>
      {sub && <dd className="truncate text-12 text-quiet">{sub}</dd>}
    </div>
  );
}

export function Stats({ className = "", children }: { className?: string; children: ReactNode }) {
  return <dl className={`grid gap-x-6 gap-y-3 ${className || "grid-cols-2 sm:grid-cols-4"}`}>{children}</dl>;
}
