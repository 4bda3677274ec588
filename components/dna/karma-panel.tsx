"use client";

import { memo, useMemo, useState } from "react";
import type { PointShape, Row, Series } from "#components/chart/line-chart";
import { ZoomableLine } from "#components/chart/zoomable-line";
import { Button } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { ELITE_KARMA, type KarmaRow, karmaRange, karmaRows, TARGET_KARMA } from "#lib/dna/karma-series";
import { isForeignKarma } from "#lib/dna/rules";
import type { Evaluation } from "#lib/dna/state";
import type { VersionOutline } from "#lib/dna/versions";
import { formatNumber } from "#lib/format";
import { colorOf } from "../chart/colors.ts";
import { useOutageBands } from "../history/use-outages.ts";
import { KarmaLegend } from "./karma-legend.tsx";
import { karmaOverTime } from "./karma-times.ts";
import { pointShape, pointWords } from "./version-words.ts";

const LINES = [
  { value: TARGET_KARMA, label: "0.85 target", tone: "stale" as const },
  { value: ELITE_KARMA, label: "0.80 elite", tone: "stale" as const, below: true },
];
const twoDigits = (value: number) => formatNumber(value, 2);
const oneDigit = (value: number) => formatNumber(value, 1);
const noLines: typeof LINES = [];
const AXES = [
  { value: "version", label: "Versions" },
  { value: "time", label: "Time" },
] as const;
type Axis = (typeof AXES)[number]["value"];

interface KarmaPanelProps {
  agentId: string;
  versions: readonly VersionOutline[];
  evaluations: readonly Evaluation[];
  selected: number | undefined;
  /** The version in the address; null follows the newest. */
  chosen: number | null;
  onSelect: (version: number) => void;
  onFollow: () => void;
}

/** Karma of each version, or of each score over time, as a step line, with the best so far and the rolling mean. */
export const KarmaPanel = memo(function KarmaPanel(props: KarmaPanelProps) {
  const { agentId, versions, evaluations, selected, chosen, onSelect, onFollow } = props;
  const [axis, setAxis] = useState<Axis>("version");
  const color = colorOf(agentId);
  const rows = useMemo(
    () => (axis === "time" ? karmaOverTime(versions, evaluations) : karmaRows(versions)),
    [axis, versions, evaluations],
  );
  const series = useMemo(() => seriesOf(color), [color]);
  const byVersion = useMemo(() => new Map(versions.map((version) => [version.version, version])), [versions]);
  const [from, to] = axis === "time" ? [rows[0]?.x, rows.at(-1)?.x] : [];
  const holes = useOutageBands(from ?? Number.POSITIVE_INFINITY, to ?? 0);
  const versionAt = ({ version }: Row) => (typeof version === "number" ? byVersion.get(version) : undefined);
  const foreign = versions.some(({ karma }) => isForeignKarma(karma));
  const picked = chosen === null ? undefined : rows.findLast(({ version }) => version === selected);
  return (
    <Panel
      title={axis === "time" ? "Karma over time" : "Karma per version"}
      actions={
        <>
          {chosen !== null && (
            <Button kind="quiet" onClick={onFollow}>
              Follow the newest
            </Button>
          )}
          <Segmented label="Axis" options={AXES} value={axis} onChange={setAxis} />
        </>
      }
    >
      {rows.every(({ karma }) => karma === null) ? (
        <div className="flex h-68 items-center justify-center">
          <Empty title="No version has been scored yet">The first karma appears here by itself.</Empty>
        </div>
      ) : (
        <ZoomableLine<KarmaRow>
          key={axis}
          label={`Karma of ${agentId}, ${axis === "time" ? "over time" : "per version"}`}
          x={axis === "time" ? "time" : "number"}
          rows={rows}
          series={series}
          {...(axis === "time" ? { holes } : {})}
          yRangeOf={karmaRange}
          format={foreign ? oneDigit : twoDigits}
          thresholds={foreign ? noLines : LINES}
          pointOf={(row): PointShape | null => pointShape(versionAt(row))}
          titleOf={(row) => pointWords(versionAt(row))}
          onPick={(x) => {
            const version = rows.find((row) => row.x === x)?.version;
            if (version !== undefined) onSelect(version);
          }}
          picked={picked?.x ?? null}
          height={228}
          legend={false}
        >
          <KarmaLegend color={color} />
        </ZoomableLine>
      )}
      {foreign && (
        <p className="mt-2 text-12 text-warning">
          Some karma lies outside 0–1. It is drawn as its producer sent it, without the lines of that scale.
        </p>
      )}
    </Panel>
  );
});

const seriesOf = (color: string): Series[] => [
  { id: "karma", name: "Karma", color, kind: "step" },
  { id: "best", name: "Best so far", color: "var(--color-quiet)", kind: "quiet-step" },
  { id: "mean", name: "Mean of 10 scores", color: "var(--color-normal)", kind: "line" },
];
