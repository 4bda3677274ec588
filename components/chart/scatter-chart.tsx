"use client";

import dynamic from "next/dynamic";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StateName } from "#components/ui/state";
import { HolesInWords } from "./band.tsx";
import type { Threshold } from "./line-chart.tsx";
import type { Hole } from "./rows.ts";
import { usePaced } from "./use-paced.ts";
import { useWidth } from "./use-width.ts";

export interface ScatterPoint {
  id: string;
  /** Unix seconds. */
  x: number;
  y: number;
  state: StateName;
  /** Lines of the tooltip; the first is its title. */
  words: readonly string[];
}

export interface ScatterChartProps {
  label: string;
  points: readonly ScatterPoint[];
  from?: number;
  to?: number;
  /** A logarithmic y axis; else it starts at zero. */
  log?: boolean;
  format: (value: number) => string;
  thresholds?: readonly Threshold[];
  /** Hatched bands with the reason. */
  holes?: readonly Hole[];
  onPick?: (id: string) => void;
  picked?: string | null;
  height?: number;
}

const Plot = dynamic(() => import("./scatter-plot.tsx"), { ssr: false, loading: () => null });

/** One mark per run over time. */
export function ScatterChart({ height = 200, ...props }: ScatterChartProps) {
  const [box, width] = useWidth();
  const { zone } = usePreferences();
  const points = usePaced(props.points, 1_000);
  return (
    <figure className="min-w-0" aria-label={props.label}>
      <HolesInWords holes={props.holes ?? []} zone={zone} />
      <div ref={box} style={{ height }}>
        {width > 0 && <Plot {...props} points={points} width={width} height={height} />}
      </div>
    </figure>
  );
}
