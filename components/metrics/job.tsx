"use client";

import { useMemo } from "react";
import { Segmented } from "#components/ui/choice";
import { Loading, Skeleton } from "#components/ui/empty";
import { Field, Select } from "#components/ui/form";
import { InTurn } from "#components/ui/in-turn";
import { OWN_JOB } from "#lib/metrics/cadence";
import { jobStatus } from "#lib/metrics/status";
import { useViewTime } from "../shell/use-view.ts";
import { useUrlParam } from "../ui/use-url-param.ts";
import { DaysPanel } from "./days-panel.tsx";
import { DurationPanel } from "./duration-panel.tsx";
import { EntriesPanel } from "./entries-panel.tsx";
import { FailuresPanel } from "./failures-panel.tsx";
import { JobHead } from "./job-head.tsx";
import { MissionsPanel } from "./missions-panel.tsx";
import { RunsPanel } from "./runs-panel.tsx";
import { type ChosenJob, useJob } from "./use-job.ts";

// The charts' right edge is the present; moved on in steps, since every step draws them anew.
const STEP_SECONDS = 10;
const SIDE_BY_SIDE = 3;
const MARGIN = 0.02;

/** Whether the job runs, and if not, why. */
export function Job() {
  const now = useViewTime();
  const [runId, setRunId] = useUrlParam("run");
  const chosen = useJob(runId);
  const step = now === null ? 0 : Math.ceil(now / STEP_SECONDS) * STEP_SECONDS;
  const runs = chosen?.job?.runs;
  const span = useMemo(() => {
    const first = runs?.[0];
    const from = first ? (first.started_at ?? ("ended_at" in first ? first.ended_at : step)) : step;
    // A little room, so that the first mark is whole.
    return { from: Math.min(from, step - 60) - MARGIN * (step - from), to: step };
  }, [runs, step]);
  if (!chosen || now === null) return <JobSkeleton />;
  const { job, jobId, intervalSeconds } = chosen;
  const stuck = jobStatus(job, now, intervalSeconds).word === "stuck";
  const charts = { job, picked: runId, onPick: setRunId, ...span };
  return (
    <div className="flex flex-col gap-3">
      {chosen.jobIds.length > 1 && <JobChoice chosen={chosen} onChoose={() => setRunId(null)} />}
      <JobHead job={job} jobId={jobId} intervalSeconds={intervalSeconds} now={now} />
      <InTurn meanwhile={<Place of="runs" />}>
        <RunsPanel
          job={job}
          intervalSeconds={intervalSeconds}
          stuck={stuck}
          runId={runId}
          onPick={setRunId}
        />
      </InTurn>
      <div className="grid gap-3 lg:grid-cols-2">
        <InTurn meanwhile={<Place of="durations" />}>
          <DurationPanel {...charts} />
        </InTurn>
        <InTurn meanwhile={<Place of="entries" />}>
          <EntriesPanel {...charts} capped={jobId === OWN_JOB} />
        </InTurn>
        {jobId === OWN_JOB && (
          <InTurn meanwhile={<Place of="missions" />}>
            <MissionsPanel {...charts} />
          </InTurn>
        )}
        <InTurn meanwhile={<Place of="failures" />}>
          <FailuresPanel job={job} onPick={setRunId} wide={jobId !== OWN_JOB} />
        </InTurn>
        <InTurn meanwhile={<Place of="days" />}>
          <DaysPanel key={jobId} jobId={jobId} />
        </InTurn>
      </div>
    </div>
  );
}

function JobChoice({ chosen, onChoose }: { chosen: ChosenJob; onChoose: () => void }) {
  const { jobId, jobIds, choose } = chosen;
  const change = (id: string) => {
    onChoose();
    choose(id);
  };
  if (jobIds.length <= SIDE_BY_SIDE)
    return (
      <div className="max-w-full overflow-x-auto">
        <Segmented
          label="Job"
          options={jobIds.map((id) => ({ value: id, label: <span className="font-mono">{id}</span> }))}
          value={jobId}
          onChange={change}
        />
      </div>
    );
  return (
    <div className="max-w-96">
      <Field label="Job" quiet>
        <Select value={jobId} onChange={(event) => change(event.target.value)} className="font-mono">
          {jobIds.map((id) => (
            <option key={id}>{id}</option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

/** As tall as each part usually is, so that nothing moves when it comes. */
const PLACES = {
  head: "h-66.5 md:h-37.5",
  runs: "h-80 sm:h-47.5",
  durations: "h-58.5 sm:h-52.5",
  entries: "h-52.5",
  missions: "h-56.5 sm:h-51.5",
  failures: "h-51.5",
  days: "h-66.5 lg:col-span-2",
} as const;
const BELOW = ["durations", "entries", "missions", "failures", "days"] as const;

const Place = ({ of }: { of: keyof typeof PLACES }) => <Skeleton className={`${PLACES[of]} w-full`} />;

function JobSkeleton() {
  return (
    <Loading what="the job">
      <div className="flex flex-col gap-3">
        <Place of="head" />
        <Place of="runs" />
        <div className="grid gap-3 lg:grid-cols-2">
          {BELOW.map((part) => (
            <Place key={part} of={part} />
          ))}
        </div>
      </div>
    </Loading>
  );
}
