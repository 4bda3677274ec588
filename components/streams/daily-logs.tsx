import { BarTable } from "#components/ui/bar-table";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { plural } from "#lib/format";
import type { DailyLogReport } from "#lib/streams/api";

/** BRAiN's lists of days: what the history can be filled up from after an absence. */
export function DailyLogs({ logs }: { logs: readonly DailyLogReport[] }) {
  return (
    <Panel title="Daily logs" sub={logs.length > 0 && plural(logs.length, "day")} flush>
      {logs.length === 0 ? (
        <Empty title="None">
          BRAiN’s own publisher writes brain:events:log:YYYY-MM-DD. Without it, what is trimmed from the
          stream while this server is away is lost.
        </Empty>
      ) : (
        <BarTable
          label="Daily logs, newest first"
          heads={["Day (UTC)", "Events"]}
          rows={logs.map(({ date, length }) => ({ name: date, count: length }))}
          className="max-h-72"
        />
      )}
    </Panel>
  );
}
