import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { formatNumber, plural } from "#lib/format";
import type { DailyLogReport } from "#lib/streams/api";

/** BRAiN's lists of days: what the history can be filled up from after an absence. */
export function DailyLogs({ logs }: { logs: readonly DailyLogReport[] }) {
  const most = Math.max(1, ...logs.map(({ length }) => length));
  return (
    <Panel title="Daily logs" sub={logs.length > 0 && plural(logs.length, "day")} flush>
      {logs.length === 0 ? (
        <Empty title="None">
          BRAiN’s own publisher writes brain:events:log:YYYY-MM-DD. Without it, what is trimmed from the
          stream while this server is away is lost.
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        <section aria-label="Daily logs, newest first" tabIndex={0} className="max-h-72 overflow-y-auto">
          <table className="table-plain table-fixed [&_td:last-child]:pe-4! [&_th:first-child]:ps-4!">
            <colgroup>
              <col className="w-30" />
              <col />
              <col className="w-24" />
            </colgroup>
            <thead className="sr-only">
              <tr>
                <th scope="col">Day (UTC)</th>
                <th scope="col">Compared</th>
                <th scope="col">Events</th>
              </tr>
            </thead>
            <tbody>
              {logs.map(({ date, length }) => (
                <tr key={date} className="border-grid border-t first:border-0">
                  <th scope="row" className="figures border-b-0! font-normal! text-13! text-normal!">
                    {date}
                  </th>
                  <td className="px-0!">
                    {/* From zero up; something is never drawn as nothing. */}
                    <span
                      aria-hidden
                      className="block h-3 min-w-0.5 rounded-mark bg-series-1"
                      style={{ width: `${(100 * length) / most}%` }}
                    />
                  </td>
                  <td data-number className="text-strong">
                    {formatNumber(length)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
