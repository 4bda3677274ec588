import { rounded, stretchesOf } from "./path.ts";
import { type Hole, type Row, withHoles } from "./rows.ts";

interface SparklineProps {
  /** What it shows, read out; without one it is decoration beside its number. */
  label?: string;
  /** Evenly spaced, or with `x`; null breaks the line. */
  points: readonly (number | null | { x: number; y: number | null })[];
  /** Ends of the axes; the data's own without. */
  xRange?: readonly [number, number];
  yRange?: readonly [number, number];
  /** A CSS colour. */
  color?: string;
  /** Holds a value until the next. */
  step?: boolean;
  /** A flat tint down to the lower edge, for counts that start at zero. */
  area?: boolean;
  /** Without the dot where it ends. */
  endless?: boolean;
  /** Hatched stretches of the x axis, with the reason; no line crosses one that isn't faint. Needs `xRange`. */
  holes?: readonly Hole[];
  height?: number;
  className?: string;
}

const WIDTH = 100;
const PAD = 2;

/** A line without axes, as a plain SVG path: cheap enough for hundreds of them. Fills its width. */
export function Sparkline(props: SparklineProps) {
  const { holes = [], xRange, ...own } = props;
  const drawing = <Drawing {...props} />;
  if (holes.length === 0 || !xRange) return drawing;
  const place = (x: number) => Math.min(100, Math.max(0, (100 * (x - xRange[0])) / (xRange[1] - xRange[0])));
  return (
    <div className="relative" style={{ height: own.height ?? 24 }}>
      {drawing}
      {holes.map(({ from, to, reason, faint }) => (
        <span
          key={`${from} ${reason}`}
          data-tip={reason}
          data-hole
          className={`hatched absolute inset-y-0 min-w-1 ${faint ? "opacity-45" : ""}`}
          style={{ left: `${place(from)}%`, width: `${place(to) - place(from)}%` }}
        >
          <span className="sr-only">{reason}</span>
        </span>
      ))}
    </div>
  );
}

function Drawing(props: SparklineProps) {
  const {
    label,
    points,
    color = "var(--color-series-1)",
    step,
    area,
    endless,
    height = 24,
    className = "",
  } = props;
  const placed = points.map((point, x) =>
    typeof point === "object" && point !== null ? point : { x, y: point },
  );
  const lines = { ids: ["y"], steps: step ? ["y"] : [] };
  const broken = withHoles(placed, lines, undefined, props.holes).rows as Placed[];
  const { path, ground, end } = draw(broken, props, height, step ?? false);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      height={height}
      className={`block w-full overflow-visible ${className}`}
      role="img"
      aria-label={label ?? ""}
      aria-hidden={label === undefined}
    >
      {area && <path d={ground} fill={color} fillOpacity={0.1} />}
      <path
        d={path}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      {/* A line of no length with a round end: a dot that isn't stretched with the rest. */}
      {end && !endless && (
        <path
          d={`M${end}h0.001`}
          stroke={color}
          strokeWidth={4.5}
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

type Placed = Row & { y: number | null };

function draw(points: readonly Placed[], { xRange, yRange }: SparklineProps, height: number, step: boolean) {
  const values = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const [left, right] = xRange ?? [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  const low = yRange?.[0] ?? Math.min(...values);
  const high = yRange?.[1] ?? Math.max(...values);
  const toX = (x: number) => rounded(right > left ? ((x - left) / (right - left)) * WIDTH : WIDTH);
  const toY = (y: number) =>
    rounded(high > low ? PAD + (1 - clamp((y - low) / (high - low))) * (height - 2 * PAD) : height / 2);
  const placed = points.map(({ x, y }) => ({ x: toX(x), y: y === null ? null : toY(y) }));
  const stretches = stretchesOf(placed, step);
  const last = placed.at(-1);
  return {
    path: stretches.map(({ path }) => path).join(""),
    // Down to the lower edge.
    ground: stretches.map(({ path, left }) => `${path}V${height}H${left}z`).join(""),
    end: last && last.y !== null ? `${last.x} ${last.y}` : null,
  };
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
