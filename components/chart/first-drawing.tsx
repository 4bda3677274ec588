import { MARGIN, X_HEIGHT, Y_WIDTH } from "./axes.ts";
import type { LineChartProps } from "./line-chart.tsx";
import { axesOf, dataOf } from "./plot-data.ts";
import { Sparkline } from "./sparkline.tsx";

type FirstDrawingProps = Pick<
  LineChartProps,
  "rows" | "series" | "x" | "from" | "to" | "yRange" | "holes"
> & { height: number; write: (value: number) => string };

/** Any: the ticks of the x axis come with the whole drawing. */
const WIDTH = 400;

/** The lines and their scale, until it is the whole drawing's turn and its code has come. On the server too. */
export function FirstDrawing({ write, ...props }: FirstDrawingProps) {
  const { height, series } = props;
  const overTime = props.x !== "number";
  const { rows } = dataOf(props.rows, series, props.holes);
  // The zone moves ticks of time only.
  const { xDomain, yTicks } = axesOf({ ...props, width: WIDTH }, rows, overTime, "utc");
  const [low, high] = [yTicks[0] ?? 0, yTicks.at(-1) ?? 1];
  const inner = height - MARGIN.top - MARGIN.bottom - X_HEIGHT;
  return (
    <div aria-hidden className="relative h-full">
      <div
        className="absolute"
        style={{ left: Y_WIDTH, right: MARGIN.right, top: MARGIN.top, height: inner }}
      >
        {yTicks.map((tick) => (
          <span
            key={tick}
            className="absolute inset-x-0 border-grid border-t"
            style={{ top: `${(100 * (high - tick)) / (high - low || 1)}%` }}
          >
            <span className="absolute end-full me-2 -translate-y-1/2 text-12 text-quiet">{write(tick)}</span>
          </span>
        ))}
        {series.map(({ id, color, kind = "line" }) => (
          <div key={id} className={`absolute inset-0 ${kind.startsWith("quiet") ? "opacity-50" : ""}`}>
            <Sparkline
              points={rows.map((row) => ({ x: row.x, y: numberOr(row[id]) }))}
              xRange={xDomain}
              yRange={[low, high]}
              color={color}
              step={kind.endsWith("step")}
              height={inner}
              endless
            />
          </div>
        ))}
      </div>
    </div>
  );
}

const numberOr = (value: unknown): number | null => (typeof value === "number" ? value : null);
