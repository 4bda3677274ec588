import type { AccessService } from "./services/access.ts";
import type { AlertsService } from "./services/alerts.ts";
import type { DemoService } from "./services/demo.ts";
import type { DnaService } from "./services/dna.ts";
import type { DoctorService } from "./services/doctor.ts";
import type { EventsService } from "./services/events.ts";
import type { HealthService } from "./services/health.ts";
import type { HistoryService } from "./services/history.ts";
import type { KarmaService } from "./services/karma.ts";
import type { LiveService } from "./services/live.ts";
import type { MetricsService } from "./services/metrics.ts";
import type { StreamsService } from "./services/streams.ts";
import type { TelemetryService } from "./services/telemetry.ts";

/** The door for route handlers: what compose provides. Every failure is an AppError. */
export interface Services {
  access: AccessService;
  dna: DnaService;
  karma: KarmaService;
  metrics: MetricsService;
  telemetry: TelemetryService;
  events: EventsService;
  doctor: DoctorService;
  history: HistoryService;
  streams: StreamsService;
  live: LiveService;
  alerts: AlertsService;
  health: HealthService;
  demo: DemoService;
  log: { error(fields: object, message: string): void };
}

// Next bundles route handlers apart from the server: a module-level variable would exist twice.
const KEY = Symbol.for("brainwave.services");

/** What compose provided. Call it inside a handler, never at a module's top level. */
export function services(): Services {
  const provided: unknown = Reflect.get(globalThis, KEY);
  if (!provided)
    throw new Error("No services were provided: route handlers need the server in server/main.ts");
  return provided as Services;
}

/** Called once, by compose. */
export function provideServices(provided: Services): void {
  Reflect.set(globalThis, KEY, provided);
}
