import type { HealthReport } from "#lib/health/api";
import type { Saving } from "#lib/live/protocol";
import { toIso } from "#lib/time";
import type { Store, StoreLink } from "#server/store/port";

export interface HealthOptions {
  store: Store;
  bootId: string;
  version: string;
  startedAt: number;
  /** Off while the process is going down. */
  accepting(): boolean;
  link(): StoreLink;
  saving(): Saving;
  /** More figures for a person: counts of this process. */
  figures(): Record<string, unknown>;
}

/**
 * What `GET /api/health` says: whether this process lives, whether it can be asked, and whether anything is saved. One whose
 * store is full is ready: any other gateway would refuse a write as well, and no reader is to lose this one for it.
 */
export async function reportHealth(options: HealthOptions): Promise<HealthReport> {
  const { store, bootId, version, startedAt, accepting, link, figures } = options;
  const saving = options.saving();
  const latencyMs = await store.ping().catch(() => null);
  const up = latencyMs !== null;
  const ready = up && accepting() && link().up;
  return {
    status: ready && saving.up ? "ok" : up ? "degraded" : "unavailable",
    live: true,
    ready,
    boot_id: bootId,
    version,
    uptime_seconds: (Date.now() - startedAt) / 1000,
    store: {
      kind: store.kind,
      up,
      latency_ms: latencyMs,
      saves: saving.up,
      refusal: saving.up ? null : { since: toIso(saving.since), reason: saving.error },
    },
    ...figures(),
  };
}
