import { setTimeout as sleep } from "node:timers/promises";
import type { Rig } from "./rig.ts";
import { exactly, type Figure } from "./scenario.ts";
import { until } from "./until.ts";

const AGENT = "fault_agent";
const AGAIN_MS = 20;
const TOLD_WITHIN_MS = 30_000;

/** Somebody who saves an agent again and again: a state and its event, which have to be there together. */
export interface Snapshots {
  /** Ids of those that were answered. */
  acknowledged: ReadonlySet<number>;
  /** What the API and the events tell of in the end. */
  figures(): Promise<Figure[]>;
  stop(): Promise<void>;
}

export function startSnapshots(rig: Rig, url: string): Snapshots {
  const acknowledged = new Set<number>();
  let stopping = false;
  let n = 0;

  async function save(): Promise<void> {
    n += 1;
    try {
      const answer = await postSnapshot(url, AGENT, n);
      const { id } = (await answer.json()) as { id?: number };
      if (answer.status === 201 && id !== undefined) acknowledged.add(id);
      else await sleep(AGAIN_MS);
    } catch {
      // Nobody there, or killed on the way: whether it was written is seen in the end.
      await sleep(AGAIN_MS);
    }
  }
  const running = (async () => {
    while (!stopping) await save();
  })();
  const stop = async () => {
    stopping = true;
    await running;
  };
  rig.atEnd(stop);

  return {
    acknowledged,
    async figures() {
      const { snapshots } = await ask<{ snapshots: { id: number }[] }>(
        `${url}/api/dna/agents/${AGENT}/history`,
      );
      const kept = new Set(snapshots.map(({ id }) => id));
      let ids: number[] = [];
      await until(async () => {
        ids = await toldBy(url);
        return ids.length >= kept.size;
      }, TOLD_WITHIN_MS);
      const told = new Set(ids);
      return [
        exactly(
          "acknowledged versions of the agent lost",
          [...acknowledged].filter((id) => !kept.has(id)).length,
          0,
        ),
        exactly("versions without their event", [...kept].filter((id) => !told.has(id)).length, 0),
        exactly(
          "events of versions that aren't there, or twice",
          ids.filter((id) => !kept.has(id)).length + ids.length - told.size,
          0,
        ),
      ];
    },
    stop,
  };
}

/** Versions that events tell of. The history that is asked may come behind. */
async function toldBy(url: string): Promise<number[]> {
  const query = encodeURIComponent(`type:dna.snapshot_created agent:${AGENT}`);
  const ids: number[] = [];
  for (let before = ""; ; ) {
    const page = await ask<Page>(`${url}/api/events?limit=1000&query=${query}${before}`);
    ids.push(...page.events.map(({ payload }) => payload.snapshot_id));
    if (page.next === null) return ids;
    before = `&before=${page.next}`;
  }
}

export const postSnapshot = (url: string, agent_id: string, n: number): Promise<Response> =>
  fetch(`${url}/api/dna/snapshot`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agent_id, dna: { n }, traits: { caution: n } }),
  });

interface Page {
  events: { payload: { snapshot_id: number } }[];
  next: string | null;
}

async function ask<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}
