"use client";

import { useMemo } from "react";
import { Bars } from "#components/chart/bars";
import { Truth } from "#components/history/truth";
import { Num } from "#components/ui/num";
import { StateBadge } from "#components/ui/state";
import { SEVERITIES, type Severity } from "#lib/alerts/kinds";
import { summarizeAlerts } from "#lib/alerts/summary";
import { plural } from "#lib/format";
import { useStatePart } from "#lib/live/use-live";
import { newestAlert } from "#lib/overview/origins";
import { useViewTime } from "../shell/use-view.ts";
import { Tile, type TileHead, TileSkeleton } from "./tile.tsx";

const HOURS = 24;
const STEP_SECONDS = 1_800;
const STEPS = (HOURS * 3_600) / STEP_SECONDS;
/** As often as the counts of the quiet ones may change by time alone. */
const LOOK_SECONDS = 10;
const HOW = "Counted over all alerts that fire. The newest word of any alert:";
const WORDS: Record<Severity, string> = { critical: "critical", warning: "warning", info: "info" };

export function AlertsTile(head: TileHead) {
  const alerts = useStatePart((state) => state.alerts);
  const now = useViewTime();
  const at = Math.ceil((now ?? 0) / LOOK_SECONDS) * LOOK_SECONDS;
  const { active, counts, acknowledged, quiet, fired } = useMemo(
    () => summarizeAlerts(alerts, at, { steps: STEPS, stepSeconds: STEP_SECONDS }),
    [alerts, at],
  );
  const told = useMemo(() => newestAlert(alerts), [alerts]);
  const lately = fired.reduce((sum, count) => sum + count, 0);
  if (now === null) return <TileSkeleton {...head} />;
  return (
    <Tile
      {...head}
      figure={
        <>
          <Truth origin={told === null ? null : { kind: "event", streamId: told, how: HOW }}>
            <Num value={active} tint />
          </Truth>
          <span className="ms-1.5 text-12 sm:ms-2 sm:text-14 text-quiet tracking-normal">firing</span>
        </>
      }
      facts={
        <>
          {SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => (
            <StateBadge key={severity} state={severity}>
              {counts[severity]} {WORDS[severity]}
            </StateBadge>
          ))}
          {acknowledged > 0 && <span className="figures">{acknowledged} acknowledged</span>}
          {quiet > 0 && <span className="figures text-quiet">{quiet} silenced</span>}
          {active === 0 && <StateBadge state="ok">Nothing fires</StateBadge>}
        </>
      }
      chart={
        <Bars
          label={`Alerts that fired in each half hour of the last ${HOURS} hours`}
          values={fired}
          max={Math.max(4, ...fired)}
          color="var(--color-warning)"
        />
      }
      caption={
        <span className="figures">
          {plural(lately, "alert")}, last {HOURS} hours
        </span>
      }
    />
  );
}
