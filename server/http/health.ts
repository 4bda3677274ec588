import type { HealthReport } from "#lib/health/api";
import type { Store, StoreLink } from "#server/store/port";

export interface HealthOptions {
  store: Store;
  bootId: string;
  version: string;
  startedAt: number;
  /** Off while the process is going down. */
  accepting(): boolean;
  link(): StoreLink;
  /** More figures for a person: counts of this process. */
  figures(): Record<string, unknown>;
}

/** What `GET /api/health` says: whether this process lives, and whether it can take reads and writes now. */
export async function reportHealth(options: HealthOptions): Promise<HealthReport> {
  const { store, bootId, version, startedAt, accepting, link, figures } = options;
  const latencyMs = await store.ping().catch(() => null);
  const up = latencyMs !== null;
  const ready = up && accepting() && link().up;
  return {
    status: ready ? "ok" : up ? "degraded" : "unavailable",
    live: true,
    ready,
    boot_id: bootId,
    version,
    uptime_seconds: (Date.now() - startedAt) / 1000,
    store: { kind: store.kind, up, latency_ms: latencyMs },
    ...figures(),
  };
}
