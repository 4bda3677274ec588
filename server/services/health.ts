import type { HealthReport } from "#lib/health/api";

export interface HealthService {
  report(): Promise<HealthReport>;
  /** The metrics in Prometheus' text format. */
  prometheus(): Promise<{ contentType: string; text: string }>;
}
