"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Truth } from "#components/history/truth";
import { Ago, Clock } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import { Link } from "#components/ui/link";
import { Num } from "#components/ui/num";
import { StateBadge, type StateName } from "#components/ui/state";
import { formatMs, MISSING } from "#lib/format";
import type { Run } from "#lib/metrics/state";
import { durationMs, ENTRIES_CAP } from "#lib/metrics/status";
import { runOrigin } from "#lib/overview/origins";
import { linkTo } from "../shell/pages.ts";
import { runState } from "./run-marks.ts";

const RunDrawer = dynamic(() => import("./run-drawer.tsx"), { ssr: false });

interface RunDetailsProps {
  run: Run | undefined;
  /** Its mark's; undefined for a run older than those that have one. */
  state: StateName | undefined;
  /** Said instead of a run, for a start that did not come. */
  missed: string | undefined;
  /** The same for a stretch in which nobody looked. */
  away: string | undefined;
  /** The run's id in the address, when there is one. */
  asked: string | null;
}

/** One run in words. Its place keeps its height, whatever is chosen. */
export function RunDetails({ run, state, missed, away, asked }: RunDetailsProps) {
  return (
    <div className="mt-3 min-h-24 border-line border-t pt-3 sm:min-h-18">
      {run && (
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="min-w-0">
            <Details run={run} state={state ?? runState(run)} />
          </div>
          <Around run={run} />
        </div>
      )}
      {!run && missed && <StateBadge state="missed">{missed}</StateBadge>}
      {!run && away && <StateBadge state="unknown">{away}</StateBadge>}
      {!run && !missed && !away && (
        <p className="text-quiet">
          {asked ? "This run is older than what is kept here. " : "Runs appear here as they start."}
          {asked && <EventLink id={asked} />}
        </p>
      )}
    </div>
  );
}

/** The way to everything that happened beside it. */
function Around({ run }: { run: Run }) {
  const [shown, setShown] = useState<{ run: Run; open: boolean } | null>(null);
  return (
    <>
      <Button onClick={() => setShown({ run, open: true })}>What else happened</Button>
      {shown && (
        <RunDrawer key={shown.run.id} {...shown} onClose={() => setShown({ run: shown.run, open: false })} />
      )}
    </>
  );
}

function Details({ run, state }: { run: Run; state: StateName }) {
  const ended = "ended_at" in run ? run.ended_at : null;
  const took = durationMs(run);
  const capped = run.status === "completed" && run.entries_processed >= ENTRIES_CAP;
  return (
    <>
      <dl className="flex flex-wrap items-baseline gap-x-8 gap-y-2">
        <Fact name="Run">
          <StateBadge state={state} />
        </Fact>
        <Fact name="Started">
          {run.started_at === null ? (
            "never seen"
          ) : (
            <>
              <Clock at={run.started_at} /> <Ago at={run.started_at} className="text-quiet" />
            </>
          )}
        </Fact>
        <Fact name="Ended">{ended === null ? MISSING : <Clock at={ended} />}</Fact>
        <Fact name="Took">
          <Truth origin={took === null ? null : { kind: "event", streamId: runOrigin(run) }}>
            {took === null ? MISSING : formatMs(took)}
          </Truth>
          {run.status === "failed" && took !== null && (
            <span
              className="text-quiet"
              data-tip="A failed run tells no duration: this is its end minus its start."
            >
              {" "}
              derived
            </span>
          )}
        </Fact>
        <Fact name="Entries">
          <Truth origin={run.status === "completed" ? { kind: "event", streamId: runOrigin(run) } : null}>
            <Num value={run.status === "completed" ? run.entries_processed : null} />
          </Truth>
          {capped && <span className="text-warning"> at the cap: some may have waited</span>}
        </Fact>
        <Fact name="Source">
          <EventLink id={run.id} />
        </Fact>
      </dl>
      {run.status === "failed" && (
        <p className="mt-2 max-w-prose break-words">
          <span className="font-mono text-critical">{run.error_type}</span> {run.error_message}
        </p>
      )}
      {run.status === "lost" && (
        <p className="mt-2 max-w-prose">
          Another run started before this one told its end, so it was lost on the way.
        </p>
      )}
    </>
  );
}

const EventLink = ({ id }: { id: string }) => (
  <Link href={linkTo.event(id)} className="text-accent hover:underline">
    Its first event
  </Link>
);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className="figures text-strong">{children}</dd>
    </div>
  );
}
