"use client";

import { Clock } from "#components/ui/ago";
import { Failure, Loading, Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { useReplay } from "#lib/live/use-live";
import type { StreamsReport } from "#lib/streams/api";
import { DailyLogs } from "./daily-logs.tsx";
import { FilePanel, RedisPanel } from "./store-panel.tsx";
import { StreamPanel } from "./stream-panel.tsx";
import { useStreams } from "./use-streams.ts";

/** What is in the event store: streams, who reads them, BRAiN's daily logs, and how the store is doing. Read-only. */
export function Streams() {
  const streams = useStreams();
  const replaying = useReplay(() => true) ?? false;
  if (streams.kind === "loading")
    return (
      <Loading what="the streams">
        <div className="mt-3 grid gap-3 lg:grid-cols-2">
          <Skeleton className="h-36 w-full lg:col-span-2" />
          <Skeleton className="h-56 w-full" />
          <Skeleton className="h-56 w-full" />
        </div>
      </Loading>
    );
  if (streams.kind === "failed")
    return (
      <Panel className="mt-3">
        <Failure title="The event store can't be looked at">
          {streams.why} Live viewing and the history go on as far as they can; this asks again every few
          seconds.
        </Failure>
      </Panel>
    );
  const { report, failed } = streams;
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p className="min-h-5 text-12 text-quiet">
        {failed === null ? (
          <>
            As it was at <Clock at={report.at} />. Looking changes nothing.
            {replaying && " The store has no past: this is now, not the moment you are looking at."}
          </>
        ) : (
          <span role="status" className="text-warning">
            As it was at <Clock at={report.at} />, not any newer: {failed}
          </span>
        )}
      </p>
      <div className={`flex flex-col gap-3 ${failed === null ? "" : "grayscale"}`}>
        <Report report={report} />
      </div>
    </div>
  );
}

function Report({ report }: { report: StreamsReport }) {
  const [events, ...others] = report.streams.map((stream) => (
    <StreamPanel key={stream.name} stream={stream} />
  ));
  return (
    <>
      {report.store === "redis" ? <RedisPanel redis={report.redis} /> : <FilePanel file={report.file} />}
      <div className="grid gap-3 lg:grid-cols-2">
        {events}
        {report.store === "redis" && <DailyLogs logs={report.daily_logs} />}
        {others}
      </div>
    </>
  );
}
