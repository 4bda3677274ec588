"use client";

import type { ReactNode } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Failure } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Num } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { formatBytes, formatNumber, MISSING } from "#lib/format";
import { streamIdSeconds } from "#lib/stream-id";
import type { StreamReport } from "#lib/streams/api";
import { holdsWords, keepsWords } from "#lib/streams/words";
import { GroupsTable } from "./groups-table.tsx";

/** One stream: how much is in it, from when to when, and who reads it. */
export function StreamPanel({ stream }: { stream: StreamReport }) {
  const { name, length, first_id, newest_id, last_id, removed, bytes, groups, problem } = stream;
  return (
    <Panel
      title={<span className="font-mono text-13">{name}</span>}
      sub={problem === null && holdsWords(stream)}
    >
      {problem !== null ? (
        <Failure title="It can't be read">{problem}</Failure>
      ) : (
        <>
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1 sm:grid-cols-[auto_1fr_auto_1fr]">
            <Line name="Entries">
              <Num value={length} />
              <span className="ms-1.5 font-normal text-12 text-quiet">{keepsWords(stream)}</span>
            </Line>
            <Line name="Left it so far">
              <Num value={removed} />
            </Line>
            <Line name="Oldest">
              <IdAndTime id={first_id} />
            </Line>
            <Line name="Newest">
              <IdAndTime id={newest_id} />
            </Line>
            <Line name="Last id given">
              {last_id === null ? MISSING : <Id value={last_id} max={24} plain />}
            </Line>
            <Line name="Size">
              <Num value={bytes} format={formatBytes} />
              {bytes !== null && bytes > 0 && length > 0 && (
                <span className="ms-1.5 font-normal text-12 text-quiet">
                  about {formatNumber(bytes / length, 0)} bytes each
                </span>
              )}
            </Line>
          </dl>
          {groups.length > 0 && <GroupsTable stream={name} groups={groups} />}
        </>
      )}
    </Panel>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className="figures min-w-0 break-words font-medium text-strong">{children}</dd>
    </>
  );
}

function IdAndTime({ id }: { id: string | null }) {
  if (id === null) return MISSING;
  const at = streamIdSeconds(id);
  return (
    <span className="flex flex-col font-normal">
      <Clock at={at} full />
      <span className="truncate text-12 text-quiet">
        <Ago at={at} className="min-w-0!" /> · <Id value={id} max={24} plain />
      </span>
    </span>
  );
}
