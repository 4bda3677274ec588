"use client";

import { ChevronLeft, ChevronRight, Radio, ZoomIn, ZoomOut } from "lucide-react";
import { Button, IconButton } from "#components/ui/button";
import { usePreferences } from "#components/ui/preferences-provider";
import { clockTime, stretchWords } from "#lib/format";
import { stepZoom, type Zoom, type ZoomStep } from "#lib/telemetry/zoom";
import { TableToggle } from "../ui/table-toggle.tsx";

interface ZoomBarProps {
  zoom: Zoom | null;
  limits: Zoom;
  onZoom: (zoom: Zoom | null) => void;
  /** What is shown without a zoom. */
  words: string;
  /** What the button says that leads back there. */
  home: string;
  /** What a zoom means, beside it. */
  held?: string;
  /** Shown as a table. */
  table?: boolean;
  /** Without it there is no table. */
  onTable?: (table: boolean) => void;
}

/** Longer ones are told with their day. */
const CLOCK_SECONDS = 15 * 60;

/** Which stretch of time all charts of a robot show, and how to look closer. */
export function ZoomBar({ zoom, limits, onZoom, words, home, held, table, onTable }: ZoomBarProps) {
  const { zone } = usePreferences();
  const step = (by: ZoomStep) => onZoom(stepZoom(zoom ?? limits, by, limits));
  return (
    <div role="toolbar" aria-label="What the charts show" className="@container">
      {/* On a phone the choice of a span stands right above, and says the same. */}
      <div className="flex min-h-8 flex-wrap items-center gap-1.5">
        <p className={`figures me-auto min-w-0 text-12 text-quiet ${zoom ? "" : "@max-sm:sr-only"}`}>
          <span className="font-medium text-13 text-normal">
            {!zoom
              ? words
              : limits.to - limits.from > CLOCK_SECONDS
                ? stretchWords(zoom.from, zoom.to, zone)
                : `${clockTime(zoom.from, zone)} to ${clockTime(zoom.to, zone)}`}
          </span>
          <span className="ms-2 max-lg:hidden">{zoom ? held : "Drag over a chart to zoom."}</span>
        </p>
        {zoom && (
          <Button kind="primary" icon={Radio} onClick={() => onZoom(null)}>
            <span className="figures">{home}</span>
          </Button>
        )}
        {/* They stay together: when there is no room beside the words, all go below them. */}
        <div className="flex gap-1.5">
          <IconButton
            icon={ChevronLeft}
            label="Earlier"
            disabled={!zoom || zoom.from <= limits.from}
            onClick={() => step("earlier")}
          />
          <IconButton
            icon={ChevronRight}
            label="Later"
            disabled={!zoom || zoom.to >= limits.to}
            onClick={() => step("later")}
          />
          <IconButton icon={ZoomIn} label="Zoom in" onClick={() => step("in")} />
          <IconButton icon={ZoomOut} label="Zoom out" disabled={!zoom} onClick={() => step("out")} />
          {onTable && <TableToggle table={table ?? false} onTable={onTable} />}
        </div>
      </div>
    </div>
  );
}
