import { AppError } from "#lib/errors";
import type { EventList, EventsQuery } from "#lib/events/api";
import type { HistoryReport } from "#lib/history/api";
import type { HistoryService } from "#server/services/history";
import { makeCapsule } from "./capsule.ts";
import { exportEvents } from "./export.ts";
import type { HistoryReader } from "./port.ts";

/** Whoever appended an event and asks for it at once finds it: so long the answer waits for the history to have it. */
const CATCH_UP_MS = 500;

export interface HistoryServiceParts {
  reader: HistoryReader;
  /** Whether the history has everything that the log has by now; waits for it, at most so long. */
  caughtUp(withinMs: number): Promise<boolean>;
  report(): Promise<HistoryReport> | HistoryReport;
  /** How often this server's own job is due, in seconds. */
  intervalSeconds: number;
  /** Unix milliseconds. */
  now?: () => number;
}

/** What the routes ask of the past. `list` is for the events' service, which knows what to do without a history. */
export function createHistoryService({
  reader,
  caughtUp,
  report,
  intervalSeconds,
  now = Date.now,
}: HistoryServiceParts): HistoryService & { list(query: EventsQuery): Promise<EventList> } {
  // While the log is away nothing new comes either: what is kept is all there is.
  const present = () => caughtUp(CATCH_UP_MS).catch(() => false);
  return {
    async list(query) {
      // Before a given place nothing new comes.
      if (query.before === undefined) await present();
      return reader.page(query);
    },
    async histogram(query) {
      await present();
      return reader.histogram(query);
    },
    async fields() {
      await present();
      return reader.fields();
    },
    values: async (query) => ({ values: await reader.values(query) }),
    async event({ stream_id }) {
      const found = (await reader.event(stream_id)) ?? ((await present()) && (await reader.event(stream_id)));
      if (!found) throw new AppError("not_found", `There is no event ${stream_id}, or not any more`);
      return found;
    },
    async export(query) {
      if (query.before === undefined) await present();
      return exportEvents(reader, query, now);
    },
    async state({ at }) {
      await present();
      const jsonText = await reader.stateText(at);
      if (jsonText === null)
        throw new AppError("not_found", "That moment lies before everything that is kept");
      return { jsonText };
    },
    outages: async (window) => ({ outages: await reader.outages(window) }),
    async capsule(query) {
      await present();
      return makeCapsule({ reader, intervalSeconds, now }, query);
    },
    report,
  };
}
