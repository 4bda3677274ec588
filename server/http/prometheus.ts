import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { MissionCounts } from "#server/metrics/missions";

/** Everything this process can be asked for at the moment of a scrape. */
export interface Figures {
  missions: MissionCounts;
  eventsRead: number;
  duplicates: number;
  gaps: number;
  notes: Record<string, number>;
  quarantined: number;
  history: { up: boolean; behind: number };
  outbox: { events: number; bytes: number; dropped: number };
  robotConnections: number;
  samples: { accepted: number; refused: number };
  samplesKept: boolean;
  dashboards: number;
  storeUp: boolean;
  storeSaves: boolean;
}

// Gauges that prom-client names like counters, which `promtool check metrics` refuses.
const MISNAMED = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** The metrics at `GET /metrics`, in the text format of Prometheus (prom-client, the format's reference for Node). */
export function createPrometheus(figures: () => Figures) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const registers = [registry];

  function counter(name: string, help: string, value: (now: Figures) => number): void {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value(figures()));
      },
    });
  }
  function gauge(name: string, help: string, value: (now: Figures) => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value(figures()));
      },
    });
  }
  function labelled(
    name: string,
    help: string,
    label: string,
    values: (now: Figures) => Record<string, number>,
  ): void {
    new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [key, value] of Object.entries(values(figures()))) this.inc({ [label]: key }, value);
      },
    });
  }

  labelled(
    "mission_status_total",
    "Mission entries counted by the aggregation job, by status.",
    "status",
    (now) => now.missions.byStatus,
  );
  counter(
    "mission_unreadable_total",
    "Mission entries without a readable status.",
    (now) => now.missions.unreadable,
  );
  counter("brainwave_events_read_total", "Entries read from the event stream.", (now) => now.eventsRead);
  counter(
    "brainwave_events_duplicate_total",
    "Events dropped because their id had been seen.",
    (now) => now.duplicates,
  );
  gauge(
    "brainwave_events_quarantined",
    "Entries put aside because they could not be read.",
    (now) => now.quarantined,
  );
  gauge("brainwave_history_up", "1 while the history can be written.", (now) => (now.history.up ? 1 : 0));
  gauge(
    "brainwave_history_behind_events",
    "Entries that wait to be written to the history.",
    (now) => now.history.behind,
  );
  counter(
    "brainwave_stream_gaps_total",
    "Times that entries were gone before they were read.",
    (now) => now.gaps,
  );
  labelled(
    "brainwave_events_odd_total",
    "Events read in spite of something odd, by what it was.",
    "note",
    (now) => now.notes,
  );
  gauge("brainwave_outbox_events", "Events waiting for the stream.", (now) => now.outbox.events);
  gauge("brainwave_outbox_bytes", "Size of what waits for the stream.", (now) => now.outbox.bytes);
  counter(
    "brainwave_outbox_dropped_total",
    "Events dropped because the outbox was full.",
    (now) => now.outbox.dropped,
  );
  gauge("brainwave_robot_connections", "Open robot connections.", (now) => now.robotConnections);
  counter("brainwave_samples_accepted_total", "Telemetry samples accepted.", (now) => now.samples.accepted);
  counter("brainwave_samples_refused_total", "Telemetry messages refused.", (now) => now.samples.refused);
  gauge("brainwave_samples_up", "1 while robots' samples can be kept.", (now) => (now.samplesKept ? 1 : 0));
  gauge("brainwave_dashboards", "Open dashboards.", (now) => now.dashboards);
  gauge("brainwave_store_up", "1 while the event stream can be followed.", (now) => (now.storeUp ? 1 : 0));
  gauge(
    "brainwave_store_saves",
    "1 while the store takes writes; a full one can be read all the same.",
    (now) => (now.storeSaves ? 1 : 0),
  );

  return async () => ({ contentType: registry.contentType, text: await registry.metrics() });
}
