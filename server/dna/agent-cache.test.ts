import { expect, test } from "vitest";
import { createAgentCache, type LoadedAgent } from "./agent-cache.ts";

const agent = (agent_id: string, size = 0): LoadedAgent =>
  ({ head: { agent_id }, latest: {}, revision: 1, size }) as LoadedAgent;

test("the agent written longest ago goes first when there are too many", () => {
  const cache = createAgentCache({ agents: 2, chars: 1e9 });
  for (const id of ["a", "b", "a", "c"]) cache.set(agent(id));
  expect(["a", "b", "c"].filter((id) => cache.get(id))).toEqual(["a", "c"]);
});

test("large agents push others out, even few of them", () => {
  const cache = createAgentCache({ agents: 100, chars: 10_000 });
  cache.set(agent("a", 4000));
  cache.set(agent("b", 4000));
  expect(cache.size()).toEqual({ agents: 2, chars: 10_000 });
  cache.set(agent("c", 1));
  expect(cache.get("a")).toBeUndefined();
  expect(cache.size()).toEqual({ agents: 2, chars: 6001 });
});

test("an agent set again is counted once", () => {
  const cache = createAgentCache();
  cache.set(agent("a", 500));
  cache.set(agent("a", 100));
  expect(cache.size()).toEqual({ agents: 1, chars: 1100 });
  cache.clear();
  expect(cache.size()).toEqual({ agents: 0, chars: 0 });
});
