"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Clock } from "#components/ui/ago";
import { StateBadge } from "#components/ui/state";
import { formatMs, plural } from "#lib/format";
import type { JobRunResult } from "#lib/metrics/api";
import { postJson } from "../ui/post-json.ts";

type Asked =
  | { kind: "idle" | "busy" }
  | { kind: "ran"; result: JobRunResult }
  /** It was not run, or nobody knows. */
  | { kind: "refused"; why: string };

const AWAY = "The server did not answer. If the run came about, it shows here once the connection is back.";
const GOES_ON = "The schedule goes on as before.";

/** Runs the job now, and says here what came of it. */
export function RunNow({ jobId }: { jobId: string }) {
  const [asked, setAsked] = useState<Asked>({ kind: "idle" });
  async function run(): Promise<void> {
    setAsked({ kind: "busy" });
    const answer = await postJson(`/api/metrics/jobs/${encodeURIComponent(jobId)}/run`, {});
    if (!answer.ok) {
      setAsked({
        kind: "refused",
        why: answer.status === 0 ? AWAY : `Not run: ${answer.message} ${GOES_ON}`,
      });
      return;
    }
    const { JobRunResult } = await import("#lib/metrics/api");
    const result = JobRunResult.safeParse(answer.body);
    setAsked(
      result.success
        ? { kind: "ran", result: result.data }
        : { kind: "refused", why: `The server's answer was not understood. ${GOES_ON}` },
    );
  }
  return (
    <div className="flex flex-col gap-2 md:items-end">
      <WriteButton
        kind="primary"
        icon={Play}
        busy={asked.kind === "busy"}
        onClick={() => void run()}
        className="self-start md:self-end"
      >
        Run now
      </WriteButton>
      <div role="status" className="figures min-h-5 max-w-prose text-12 max-sm:min-h-8">
        <WritingNote />
        {asked.kind === "ran" && <Result result={asked.result} />}
        {asked.kind === "refused" && <span className="text-warning">{asked.why}</span>}
      </div>
    </div>
  );
}

function Result({ result }: { result: JobRunResult }) {
  const { status, duration_ms, entries_processed, error_type, error_message, ended_at } = result;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 md:justify-end">
      <StateBadge state={status} />
      {status === "completed"
        ? `in ${formatMs(duration_ms)}, ${plural(entries_processed ?? 0, "entry", "entries")} counted`
        : `after ${formatMs(duration_ms)}, ${error_type}: ${error_message}`}
      <Clock at={Date.parse(ended_at) / 1000} className="text-quiet" />
    </span>
  );
}
