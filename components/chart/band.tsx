import { clockTime, type Zone } from "#lib/format";
import type { Hole } from "./rows.ts";

/** The pattern of stretches without data; `faint` where nothing of it is missing. */
export function Hatch({ id, faint }: { id: string; faint?: boolean }) {
  return (
    <defs>
      <pattern
        id={id}
        width={faint ? 9 : 5}
        height={faint ? 9 : 5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line
          x1="0"
          y1="0"
          x2="0"
          y2="9"
          stroke="var(--color-stale)"
          strokeOpacity={faint ? 0.22 : 0.4}
          strokeWidth="1"
        />
      </pattern>
    </defs>
  );
}

export interface BandBox {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

const CHAR_PX = 6.2;

/** A stretch without data: hatched, its reason written where there is room, and always on hover. */
export function BandMark({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  hole,
  hatch,
}: BandBox & { hole: Hole; hatch: string }) {
  const short = hole.reason.split(/[;:]/)[0] ?? "";
  const text = [hole.reason, short].find((words) => words.length * CHAR_PX + 8 < width);
  return (
    <g data-tip={hole.reason} data-hole>
      <rect x={x} y={y} width={Math.max(1.5, width)} height={height} fill={`url(#${hatch})`} />
      {/* Catches the pointer between the lines. */}
      <rect x={x} y={y} width={Math.max(4, width)} height={height} fill="transparent" />
      {text && height > 40 && (
        <text
          x={x + width / 2}
          // Where nothing is drawn there is room; else above what is.
          y={hole.faint ? y + 13 : y + height / 2 + 4}
          textAnchor="middle"
          fontSize={11}
          fill="var(--color-quiet)"
          stroke="var(--color-surface-1)"
          strokeWidth={4}
          strokeLinejoin="round"
          paintOrder="stroke"
        >
          {text}
        </text>
      )}
    </g>
  );
}

/** The same in words, for people who don't see the hatching. */
export function HolesInWords({ holes, zone }: { holes: readonly Hole[]; zone: Zone }) {
  if (holes.length === 0) return null;
  return (
    <ul className="sr-only">
      {holes.map(({ from, to, reason }) => (
        <li key={`${from} ${reason}`}>
          {clockTime(from, zone)} to {clockTime(to, zone)}: {reason}.
        </li>
      ))}
    </ul>
  );
}
