"use client";

import { ZoomIn } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button";
import { Skeleton } from "#components/ui/empty";
import { usePreferences } from "#components/ui/preferences-provider";
import { plural, type Zone } from "#lib/format";
import { type Band, outageBands } from "#lib/history/holes";
import type { Outage } from "#lib/history/outage";
import { useNow } from "#lib/live/use-live";
import { type Bar, barsBetween, totalOf } from "../../lib/events/counts.ts";
import { HolesInWords } from "../chart/band.tsx";
import { useWidth } from "../chart/use-width.ts";
import { useOutages } from "../history/use-outages.ts";
import { useNarrow } from "../ui/use-narrow.ts";
import { type Brush, endsOfBrush } from "./brush.ts";
import { BrushLayer } from "./brush-layer.tsx";
import { HistogramDrawing, PLOT } from "./histogram-drawing.tsx";
import { barWords, spanPhrase, stretchWords } from "./histogram-words.ts";
import type { Drawn, HistogramState } from "./use-histogram.ts";
import type { Span } from "./view.ts";

interface HistogramProps {
  state: HistogramState;
  span: Span;
  live: boolean;
  isReplay: boolean;
  /** The moment that the rows stand around, in Unix seconds. */
  mark: number | null;
  /** Unix seconds. */
  onSelect: (from: number, to: number) => void;
}

const HEIGHT = 112;
const NARROW_HEIGHT = 84;

/** How many events came when, by type. Dragging over it, or Shift with the arrow keys, chooses a stretch of time. */
export function Histogram(props: HistogramProps) {
  const { state } = props;
  const height = useNarrow() ? NARROW_HEIGHT : HEIGHT;
  return (
    <section
      aria-label="Events over time"
      aria-busy={state.busy}
      className="border-line border-b px-3 pt-2 pb-1"
    >
      {state.drawn ? (
        <Known {...props} drawn={state.drawn} height={height} />
      ) : (
        <>
          <p className="flex h-6 items-center truncate text-12 text-quiet">
            {state.failure ? (
              <span role="alert">
                <span className="font-medium text-warning">Events could not be counted.</span>{" "}
                {state.failure.why}
                {state.failure.unavailable && " The newest events below are not affected."}
              </span>
            ) : (
              "Counting…"
            )}
          </p>
          <div style={{ height }} className="py-2">
            {!state.failure && <Skeleton className="h-full w-full" />}
          </div>
        </>
      )}
    </section>
  );
}

type KnownProps = HistogramProps & { drawn: Drawn; height: number };

function Known({ state, drawn, span, live, isReplay, mark, onSelect, height }: KnownProps) {
  const [box, width] = useWidth();
  const { zone } = usePreferences();
  const now = useNow();
  const [brush, setBrush] = useState<Brush | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = live && now !== null ? Math.max(drawn.to, now) : drawn.to;
  const begin = live && span.kind === "last" ? end - span.seconds : drawn.from;
  const bars = barsBetween(drawn.counts, begin, end);
  const bands = useBands(drawn.outages, bars[0]?.from ?? begin, bars.at(-1)?.to ?? end);
  const seen = brush ? endsOfBrush(brush) : over === null ? null : ([over, over] as const);
  const chosen = seen ? bars.slice(seen[0], seen[1] + 1) : [];
  const words = told(chosen.length > 0 ? chosen : null, { drawn, bars, bands, span, zone, isReplay });
  function choose(selected: readonly Bar[]): void {
    const [first, last] = [selected[0], selected.at(-1)];
    setBrush(null);
    if (first && last) onSelect(first.from, last.to);
  }
  return (
    <>
      <div className="flex h-6 items-center gap-2 text-12">
        <p className="figures min-w-0 truncate text-quiet">{words}</p>
        {drawn.counts.countedFrom !== null && chosen.length === 0 && (
          <p className="shrink-0 text-warning max-sm:hidden">
            Counting all of it would take too long: only the newest part is counted.
          </p>
        )}
        {brush && brush.anchor !== brush.head && (
          <Button kind="quiet" icon={ZoomIn} onClick={() => choose(chosen)} className="ms-auto -my-1">
            Choose this time
          </Button>
        )}
      </div>
      <div ref={box} className={`relative ${state.busy ? "opacity-60" : ""}`} style={{ height }}>
        {width > 0 && (
          <>
            <HistogramDrawing
              bars={bars}
              types={drawn.counts.types}
              bands={bands}
              countedFrom={drawn.counts.countedFrom}
              span={end - begin}
              selected={seen}
              mark={mark}
              width={width}
              height={height}
            />
            <HolesInWords holes={bands} zone={zone} />
            <BrushLayer
              bars={bars.length}
              words={words}
              brush={brush}
              onBrush={setBrush}
              onOver={setOver}
              onChoose={() => choose(chosen)}
              inset={{ left: PLOT.left, right: PLOT.right, top: 0, bottom: PLOT.foot }}
            />
          </>
        )}
      </div>
    </>
  );
}

/** When nobody looked, as bands: what the whole page knows, and what was asked for of longer ago. */
function useBands(asked: readonly Outage[], from: number, to: number): readonly Band[] {
  const known = useOutages();
  return useMemo(() => {
    const older = asked.filter(({ id }) => !known.some((outage) => outage.id === id));
    return outageBands([...older, ...known], { from, to });
  }, [asked, known, from, to]);
}

interface Told {
  drawn: Drawn;
  bars: readonly Bar[];
  bands: readonly Band[];
  span: Span;
  zone: Zone;
  isReplay: boolean;
}

/** What the chosen bars say, or all of them. */
function told(chosen: readonly Bar[] | null, { drawn, bars, bands, span, zone, isReplay }: Told): string {
  const [first, last] = [chosen?.[0], chosen?.at(-1)];
  if (chosen && first && last) {
    const hole = bands.find((band) => band.from < last.to && band.to > first.from);
    return [
      stretchWords(first.from, last.to, zone),
      barWords(chosen, drawn.counts.types),
      ...(hole ? [hole.reason] : []),
    ].join(" · ");
  }
  const least = drawn.counts.countedFrom === null ? "" : "At least ";
  return `${least}${plural(totalOf(bars), "event")} ${spanPhrase(span, zone, isReplay)}`;
}
