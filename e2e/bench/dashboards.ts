import type { OpenSinks } from "./clients/sinks.ts";
import { InexactRound } from "./figure.ts";
import { type BenchProcess, startProcess } from "./process.ts";

/** Dashboards in a process of their own. */
export interface Dashboards {
  /** Opens them and runs `work`, in which each has to get exactly so many events: it awaits `arrived`. */
  during<T>(
    options: OpenSinks & { events: number },
    work: (arrived: () => Promise<unknown>) => Promise<T>,
  ): Promise<T>;
  process: BenchProcess;
}

const ARRIVED_WITHIN_MS = 60_000;

export function startDashboards(options: { pinned: boolean }): Dashboards {
  const sinks = startProcess("./clients/sinks.ts", options);
  return {
    process: sinks,
    async during({ events, ...open }, work) {
      await sinks.ask("open", open);
      await sinks.ask("expect", { perSink: events });
      const result = await work(() => sinks.ask("arrived", { withinMs: ARRIVED_WITHIN_MS }));
      const counts = await sinks.ask<number[]>("counts");
      await sinks.ask("close");
      const inexact = counts.filter((count) => count !== events);
      if (inexact.length > 0)
        throw new InexactRound(
          `${inexact.length} of ${open.count} dashboards got ${inexact[0]} instead of ${events} events`,
        );
      return result;
    },
  };
}
