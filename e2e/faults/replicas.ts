import type { RedisProcess } from "../redis-process.ts";
import type { Dashboard } from "./dashboard.ts";
import { needs } from "./until.ts";

/** Makes one server a replica of another, and waits until it has all that is there. */
export async function replicate(replica: RedisProcess, primary: RedisProcess): Promise<void> {
  await replica.cli("REPLICAOF", "127.0.0.1", String(primary.port));
  await needs("it is a replica", () => isReplica(replica));
}

export const isReplica = async (redis: RedisProcess): Promise<boolean> =>
  (await redis.cli("INFO", "replication").catch(() => "")).includes("master_link_status:up");

/** What a dashboard is told where the stream goes on without events that it has shown. */
export const wasToldOfLoss = ({ told }: Dashboard): boolean =>
  told.some((each) => each.kind === "gap" && each.reason === "epoch");
