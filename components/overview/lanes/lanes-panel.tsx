"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Failure, Skeleton } from "#components/ui/empty";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { usePreferences } from "#components/ui/preferences-provider";
import { useReplay } from "#lib/live/use-live";
import { barsWords, LANE_NAMES, LANES, type Lane } from "#lib/overview/lanes";
import { HolesInWords } from "../../chart/band.tsx";
import { useWidth } from "../../chart/use-width.ts";
import { type Brush, endsOfBrush } from "../../events/brush.ts";
import { BrushLayer } from "../../events/brush-layer.tsx";
import { stretchWords } from "../../events/histogram-words.ts";
import type { Stretch } from "../../events/stretch.ts";
import { chosenOf, nameOf, parseSpan, SPAN_NAMES, SPANS, secondsOf } from "../../history/spans.ts";
import { TableToggle } from "../../ui/table-toggle.tsx";
import { useUrlParam } from "../../ui/use-url-param.ts";
import { eventsOf } from "../use-window.ts";
import { LANE_PX, LANES_PX, LaneDrawing } from "./lane-drawing.tsx";
import { LaneTable } from "./lane-table.tsx";
import { useLanes } from "./use-lanes.ts";

const PAGES: Record<Lane, string> = {
  dna: "/evolution",
  job: "/job",
  robots: "/robots",
  alerts: "/alerts",
};
const USUAL = "1h";
const options = SPAN_NAMES.map((name) => ({
  value: name,
  label: SPANS[name].label,
  title: `The last ${SPANS[name].words}`,
}));

interface LanesPanelProps {
  /** The stretch that the page is narrowed to. */
  window: Stretch | null;
  onWindow: (window: Stretch | null) => void;
}

/** Everything that happened, on one axis. A stretch dragged over it narrows the page to it, and stands in the address. */
export default function LanesPanel({ window, onWindow }: LanesPanelProps) {
  const [chosen, choose] = useUrlParam("lanes");
  const [dock] = useUrlParam("span");
  const past = useReplay(() => true) ?? false;
  // A chosen stretch of the past is looked at from its end.
  const stretch = past ? chosenOf(parseSpan(dock)) : null;
  const named = nameOf(parseSpan(chosen)) ?? (stretch ? null : (nameOf(parseSpan(dock)) ?? USUAL));
  const lanes = useLanes(secondsOf(named ?? stretch ?? USUAL));
  const { zone } = usePreferences();
  const [box, width] = useWidth();
  const [brush, setBrush] = useState<Brush | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [table, setTable] = useState(false);
  const { bars, bands } = lanes;
  const seen = brush ? endsOfBrush(brush) : over === null ? null : ([over, over] as const);
  const inHand = bars && seen ? bars.slice(seen[0], seen[1] + 1) : [];
  const [first, last] = [inHand[0], inHand.at(-1)];
  const words =
    first && last
      ? `${stretchWords(first.from, last.to, zone)}: ${barsWords(inHand)}`
      : bars
        ? barsWords(bars)
        : "";
  function onChoose(ends: Brush): void {
    const [begin, end] = endsOfBrush(ends).map((place) => bars?.[place]);
    if (begin && end) onWindow({ from: begin.from, to: end.to });
  }
  return (
    <Panel
      title="What happened when"
      sub={<span className="max-lg:hidden">Drag to look at a stretch of it</span>}
      actions={
        <>
          <Segmented label="Time shown" options={options} value={named} onChange={choose} />
          <TableToggle table={table} onTable={setTable} className="max-sm:hidden" />
        </>
      }
      flush
    >
      <div className="px-4 pb-2">
        <div className={table ? "" : "grid grid-cols-[3.5rem_1fr]"}>
          {!table && <LaneNames />}
          <div ref={box} className="relative min-w-0" style={{ height: LANES_PX }}>
            {!bars && !lanes.failure && <Skeleton className="h-full w-full" />}
            {!bars && lanes.failure && (
              <Failure title="What happened could not be counted">
                {lanes.failure.why} The rest of the page is not affected.
              </Failure>
            )}
            {bars && table && <LaneTable bars={bars} onChoose={onWindow} />}
            {bars && !table && width > 0 && (
              <>
                <LaneDrawing {...lanes} bars={bars} seen={seen} window={window} width={width} />
                <HolesInWords holes={bands} zone={zone} />
                <BrushLayer
                  bars={bars.length}
                  words={words}
                  brush={brush}
                  onBrush={setBrush}
                  onOver={setOver}
                  onChoose={onChoose}
                  clicks
                  onClear={() => onWindow(null)}
                />
              </>
            )}
          </div>
        </div>
        <div className="figures mt-1 flex min-h-8 flex-wrap lg:min-h-6 items-center gap-x-3 text-12">
          {window && !first ? (
            <>
              <span className="text-strong">Only {stretchWords(window.from, window.to, zone)} below</span>
              <Link href={eventsOf(window)} className="text-accent hover:underline">
                Open in Events
              </Link>
              <Button kind="quiet" icon={X} onClick={() => onWindow(null)} className="-my-1">
                Show all again
              </Button>
            </>
          ) : (
            <span className="text-quiet">{words}</span>
          )}
        </div>
      </div>
    </Panel>
  );
}

const LaneNames = () => (
  <ul>
    {LANES.map((lane) => (
      <li key={lane} style={{ height: LANE_PX }} className="flex items-end">
        <Link href={PAGES[lane]} className="flex h-full items-end pb-1 text-12 text-quiet hover:text-strong">
          {LANE_NAMES[lane]}
        </Link>
      </li>
    ))}
  </ul>
);
