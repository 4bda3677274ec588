import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { toIso } from "../lib/time.ts";
import { expect, test } from "./fixtures.ts";
import type { RedisProcess } from "./redis-process.ts";

// A server of its own: it begins with a reader that has a defect, and goes on with one that has none.
test.use({
  store: "redis",
  serverSettings: {
    aggregationIntervalSeconds: 3601,
    env: { NODE_OPTIONS: `--import ${resolve("e2e/defective-reader.mjs")}` },
  },
});

/** What another program writes; its stream id. */
const put = (redis: RedisProcess | null, id: string, type: string, payload: object) => {
  const fields = {
    id,
    type,
    source: "old_scorer",
    timestamp: toIso(Date.now() / 1000),
    payload: JSON.stringify(payload),
  };
  return redis?.cli("XADD", "brain:events:stream", "*", ...Object.entries(fields).flat()) ?? "";
};
const karma = { snapshot_id: 1, agent_id: "mended", version: 1, karma_score: 0.5, updated_at: 1_767_225_600 };

const told = async (request: APIRequestContext, path: string) => (await request.get(path)).json();
const inHistory = async (request: APIRequestContext): Promise<string[]> => {
  const { events } = await told(request, "/api/events?query=source:old_scorer&order=oldest&limit=100");
  return events.map(({ stream_id }: { stream_id: string }) => stream_id);
};

test("what a mended reader can read becomes an event once, in its place, on the page and over HTTP", async ({
  page,
  redis,
  request,
  server,
  expectDisconnects,
}) => {
  const aside = async () => (await told(request, "/api/events/quarantine")).total;
  const defect = join(server.dataDir, "defective");
  await writeFile(defect, "");
  await server.restart();
  const ids: string[] = [];
  for (const n of [0, 1, 2]) {
    ids.push(await put(redis, `note-${n}`, "yard.noted", { n }));
    ids.push(await put(redis, `karma-${n}`, "dna.karma_updated", karma));
  }
  await expect.poll(aside).toBe(3);
  await expect.poll(() => inHistory(request)).toEqual(ids.filter((_, index) => index % 2 === 0));

  await test.step("the same reader still can't", async () => {
    const again = await request.post("/api/events/quarantine/retry", { data: { all: true } });
    expect(await again.json()).toMatchObject({ retried: 3, readable: 0, still_unreadable: 3 });
  });

  await rm(defect);
  await server.restart();
  expect(await aside()).toBe(3);

  await test.step("one of them over HTTP", async () => {
    const stream_ids = [ids[1]];
    const once = await request.post("/api/events/quarantine/retry", { data: { stream_ids } });
    expect(await once.json()).toMatchObject({ retried: 1, readable: 1, still_unreadable: 0 });
    const twice = await request.post("/api/events/quarantine/retry", { data: { stream_ids } });
    expect(await twice.json()).toMatchObject({ retried: 0, readable: 0 });
    expect(await told(request, `/api/events/${ids[1]}`)).toMatchObject({
      event: { id: "karma-0", payload: { agent_id: "mended" } },
      older: ids[0],
      newer: ids[2],
    });
  });

  await test.step("one, and then the rest, on the page", async () => {
    await page.goto("/events?tab=contract");
    const list = page.getByRole("region", { name: "All entries put aside" });
    const entries = list.getByRole("row", { name: /more than this reader knows/ });
    await expect(entries).toHaveCount(2);
    await entries.first().getByRole("button").click();
    await page.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
    await expect(page.getByText("It could be read now, and took its place in the history.")).toBeVisible();
    await expect(entries).toHaveCount(1);
    await page.getByRole("button", { name: "Retry all" }).click();
    await expect(page.getByText("Nothing is put aside")).toBeVisible();
  });

  const all = async () => {
    expect(await inHistory(request)).toEqual(ids);
    expect(await aside()).toBe(0);
    const { types } = await told(request, "/api/events/fields");
    expect(types).toContainEqual({ type: "dna.karma_updated", events: 3 });
  };
  await all();
  expectDisconnects();
  // Neither the tail nor the history reads them once more.
  await server.restart();
  await all();
  await page.goto(`/events?show=oldest&query=${encodeURIComponent("source:old_scorer")}`);
  await expect(
    page
      .getByRole("grid", { name: /^Events, / })
      .getByRole("row")
      .filter({ hasText: "mended" }),
  ).toHaveCount(3);
});
