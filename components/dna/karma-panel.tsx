"use client";

import { useMemo } from "react";
import { LineChart, type PointShape, type Series } from "#components/chart/line-chart";
import { Button } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { isForeignKarma } from "#lib/dna/agent-rows";
import { ELITE_KARMA, karmaRange, karmaRows, TARGET_KARMA } from "#lib/dna/karma-series";
import type { Version } from "#lib/dna/versions";
import { formatNumber } from "#lib/format";
import { colorOf } from "../chart/colors.ts";

/** The elite pool's bound (contract section 5), and what evolution aims at. */
const LINES = [
  { value: TARGET_KARMA, label: "0.85 target", tone: "stale" as const },
  { value: ELITE_KARMA, label: "0.80 elite", tone: "stale" as const },
];
const SHAPES: Record<Version["scored"], PointShape | null> = {
  evaluated: "dot",
  inherited: "ring",
  none: null,
};
const WORDS: Record<Version["scored"], string> = {
  evaluated: "scored",
  inherited: "inherited, not scored",
  none: "no karma",
};
const twoDigits = (value: number) => formatNumber(value, 2);
const oneDigit = (value: number) => formatNumber(value, 1);
const noLines: typeof LINES = [];

interface KarmaPanelProps {
  agentId: string;
  versions: readonly Version[];
  selected: number | undefined;
  /** The version in the address; null follows the newest. */
  chosen: string | null;
  onSelect: (version: number) => void;
  onFollow: () => void;
}

/** Karma of each version as a step line, with the best so far. */
export function KarmaPanel({ agentId, versions, selected, chosen, onSelect, onFollow }: KarmaPanelProps) {
  const color = colorOf(agentId);
  const rows = useMemo(() => karmaRows(versions), [versions]);
  const series = useMemo(
    (): Series[] => [
      { id: "karma", name: "Karma", color, kind: "step" },
      { id: "best", name: "Best so far", color: "var(--color-quiet)", kind: "quiet-step" },
    ],
    [color],
  );
  const byVersion = useMemo(() => new Map(versions.map((version) => [version.version, version])), [versions]);
  const foreign = versions.some(({ karma }) => isForeignKarma(karma));
  return (
    <Panel
      title="Karma per version"
      sub={<Legend color={color} />}
      actions={
        <Button
          kind="quiet"
          onClick={onFollow}
          disabled={chosen === null}
          className={chosen === null ? "invisible max-sm:hidden" : ""}
        >
          Follow the newest
        </Button>
      }
    >
      {rows.every(({ karma }) => karma === null) ? (
        <div className="flex h-60 items-center justify-center">
          <Empty title="No version has been scored yet">The first karma appears here by itself.</Empty>
        </div>
      ) : (
        <LineChart
          label={`Karma of each version of ${agentId}`}
          x="number"
          rows={rows}
          series={series}
          yRange={karmaRange(versions)}
          format={foreign ? oneDigit : twoDigits}
          thresholds={foreign ? noLines : LINES}
          pointOf={({ x }) => SHAPES[byVersion.get(x)?.scored ?? "none"]}
          titleOf={({ x }) => `Version ${x}, ${WORDS[byVersion.get(x)?.scored ?? "none"]}`}
          onPick={onSelect}
          picked={chosen === null ? null : (selected ?? null)}
          height={240}
          legend={false}
        />
      )}
      {foreign && (
        <p className="mt-2 text-12 text-warning">
          Some karma lies outside 0–1. It is drawn as its producer sent it, without the lines of that scale.
        </p>
      )}
    </Panel>
  );
}

const LEGEND: [shape: PointShape, word: string][] = [
  ["dot", "scored"],
  ["ring", "inherited from its parent"],
];

function Legend({ color }: { color: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-4">
      {LEGEND.map(([shape, word]) => (
        <span key={shape} className="inline-flex items-center gap-1.5">
          <svg width="9" height="9" aria-hidden="true">
            <circle
              cx="4.5"
              cy="4.5"
              r="3.25"
              stroke={color}
              strokeWidth="1.5"
              fill={shape === "dot" ? color : "none"}
            />
          </svg>
          {word}
        </span>
      ))}
      <span className="inline-flex items-center gap-1.5">
        <svg width="14" height="6" aria-hidden="true">
          <line x1="0" x2="14" y1="3" y2="3" stroke="var(--color-quiet)" strokeDasharray="4 3" />
        </svg>
        best so far
      </span>
    </span>
  );
}
