import { MARGIN, X_HEIGHT, Y_WIDTH } from "./axes.ts";
import type { LineChartProps } from "./line-chart.tsx";
import { xDomainOf } from "./plot-data.ts";
import type { Row } from "./rows.ts";
import type { Stretch } from "./use-stretch.ts";

interface PlotOverlayProps extends Pick<LineChartProps, "x" | "from" | "to"> {
  rows: readonly Row[];
  picked: number | null | undefined;
  /** What is dragged over just now. */
  stretch: Stretch | null;
}

/** What was picked, and what is being dragged over: behind the plot, which isn't drawn again for them. */
export function PlotOverlay({ rows, picked, stretch, ...props }: PlotOverlayProps) {
  const { xDomain } = xDomainOf(props, rows, props.x !== "number");
  const [from, to] = xDomain;
  const share = (x: number) => `${(100 * (x - from)) / (to - from)}%`;
  const inside = picked !== null && picked !== undefined && picked >= from && picked <= to;
  if (!inside && !stretch) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute"
      style={{ left: Y_WIDTH, right: MARGIN.right, top: MARGIN.top, bottom: MARGIN.bottom + X_HEIGHT }}
    >
      {inside && (
        <span className="absolute inset-y-0 -ms-px w-px bg-accent" style={{ left: share(picked) }} />
      )}
      {stretch && (
        <span
          className="absolute inset-y-0 bg-accent/14"
          style={{ left: share(stretch.from), width: `calc(${share(stretch.to)} - ${share(stretch.from)})` }}
        />
      )}
    </div>
  );
}
