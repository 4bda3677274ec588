"use client";

import { Ago } from "#components/ui/ago";
import { Num, Stat, Stats } from "#components/ui/num";
import { Panel } from "#components/ui/panel";
import { StateIcon } from "#components/ui/state";
import { formatBytes, formatSigned } from "#lib/format";
import type { FileReport, RedisReport } from "#lib/streams/api";
import { cautionsOf, durabilityWords } from "#lib/streams/words";

/** How Redis is set up and doing, and what of it puts events at risk. */
export function RedisPanel({ redis }: { redis: RedisReport }) {
  const { version, used_bytes, max_bytes, eviction_policy, last_save, clock_seconds } = redis;
  return (
    <Panel title="Redis" sub={<span className="figures">version {version}</span>}>
      <Stats className="grid-cols-2 lg:grid-cols-4">
        <Stat
          label="Memory"
          sub={max_bytes === null ? "no limit of its own" : `of ${formatBytes(max_bytes)}`}
        >
          <Num value={used_bytes} format={formatBytes} />
        </Stat>
        <Stat
          label="When memory is full"
          sub={eviction_policy === "noeviction" ? "nothing is thrown away" : ""}
        >
          <span className="text-14 sm:text-16">{eviction_policy}</span>
        </Stat>
        <Stat
          label="Durability"
          sub={
            last_save !== null && (
              <>
                snapshot <Ago at={last_save} />
              </>
            )
          }
        >
          <span className="text-14 sm:text-16">{durabilityWords(redis)}</span>
        </Stat>
        <Stat label="Its clock against ours" sub="stream ids carry its time">
          <Num value={clock_seconds} unit="s" format={(seconds) => formatSigned(seconds, 1)} />
        </Stat>
      </Stats>
      <ul className="mt-3 flex flex-col gap-1 empty:hidden">
        {cautionsOf(redis).map(({ title, text }) => (
          <li key={title} className="flex gap-2">
            <StateIcon state="warning" />
            <span>
              <span className="text-strong">{title}.</span> {text}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The embedded store's file, and what there is to have with Redis. */
export function FilePanel({ file }: { file: FileReport }) {
  return (
    <Panel title="Embedded store" sub="a file of this server, SQLite">
      <Stats className="grid-cols-2 sm:grid-cols-3">
        <Stat label="File">
          <Num value={file.bytes} format={formatBytes} />
        </Stat>
        <Stat label="Empty inside it" sub="used again before it grows">
          <Num value={file.free_bytes} format={formatBytes} />
        </Stat>
        <Stat label="Write-ahead log" sub="on the disk, not yet in the file">
          <Num value={file.wal_bytes} format={formatBytes} />
        </Stat>
      </Stats>
      <p className="mt-3 max-w-prose text-quiet">
        Here nobody but this server reads and writes: there are no consumer groups and no daily logs. With{" "}
        <code className="font-mono text-normal">REDIS_URL</code> set the events live in a Redis that BRAiN and
        others share.
      </p>
    </Panel>
  );
}
