"use client";

import { ChevronLeft, ChevronRight, Radio, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { formatNumber } from "#lib/format";
import { LineChart, type LineChartProps } from "./line-chart.tsx";
import type { Row } from "./rows.ts";
import { newerThan, rowsIn, steppedZoom, type Zoom, zoomTo } from "./zoom.ts";

interface ZoomableLineProps<T extends Row>
  extends Omit<LineChartProps, "rows" | "yRange" | "from" | "to" | "onDrag"> {
  rows: readonly T[];
  yRangeOf: (rows: readonly T[]) => readonly [number, number];
  /** Before the zoom's buttons, in their line. */
  children?: ReactNode;
}

const HALF = { factor: 0.5 };
const DOUBLE = { factor: 2 };
const EARLIER = { shift: -0.5 };
const LATER = { shift: 0.5 };

/**
 * Lines that can be zoomed, by dragging over a stretch or by the buttons. A zoom holds still whatever comes meanwhile,
 * until it is left again; how much came stands on the button that does.
 */
export function ZoomableLine<T extends Row>({ yRangeOf, children, ...props }: ZoomableLineProps<T>) {
  const { rows } = props;
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const shown = useMemo(() => (zoom ? rowsIn(rows, zoom) : rows), [rows, zoom]);
  const yRange = useMemo(() => yRangeOf(shown), [yRangeOf, shown]);
  const newer = zoom ? newerThan(rows, zoom) : 0;
  const step = (by: { factor?: number; shift?: number }) => setZoom(steppedZoom(rows, zoom, by));
  const tooFew = rows.length < 6;
  return (
    <>
      <div className="mb-1 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        {children}
        <div className="ms-auto flex items-center">
          {zoom && (
            <Button kind="quiet" icon={Radio} onClick={() => setZoom(null)}>
              Resume live{newer > 0 ? ` (+${formatNumber(newer)})` : ""}
            </Button>
          )}
          <IconButton icon={ChevronLeft} label="Earlier" disabled={!zoom} onClick={() => step(EARLIER)} />
          <IconButton icon={ChevronRight} label="Later" disabled={!zoom} onClick={() => step(LATER)} />
          <IconButton icon={ZoomOut} label="Zoom out" disabled={!zoom} onClick={() => step(DOUBLE)} />
          <IconButton icon={ZoomIn} label="Zoom in" disabled={tooFew} onClick={() => step(HALF)} />
        </div>
      </div>
      <LineChart
        {...props}
        rows={shown}
        yRange={yRange}
        view={zoom ? `${zoom.from} ${zoom.to}` : "all"}
        {...(zoom ? { from: zoom.from, to: zoom.to } : {})}
        onDrag={(from, to) => setZoom(zoomTo(rows, from, to, zoom))}
      />
    </>
  );
}
