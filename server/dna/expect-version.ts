import { AppError } from "#lib/errors";
import type { Draft } from "./draft.ts";

/** Throws "conflict", telling of the newer version, unless the agent's latest is the one that the caller knows. */
export function expectVersion(draft: Draft, agentId: string, expected: number | undefined): void {
  const latest = draft.agent(agentId)?.latest;
  const current = latest?.version ?? 0;
  if (expected === undefined || expected === current) return;
  throw new AppError(
    "conflict",
    `Agent ${agentId} is at version ${current}, not at ${expected}: nothing was written`,
    { facts: { current_version: current, current_snapshot_id: latest?.id ?? null } },
  );
}
