import { expect, test } from "./fixtures.ts";
import { chosenIn, walkInto } from "./grid-walk.ts";
import { tabTo } from "./tab-walk.ts";

const AGENT = "agent_by_keys";

test("an agent is found, looked at, mutated and rolled back without a mouse", async ({ page, request }) => {
  await request.post("/api/dna/snapshot", {
    data: { agent_id: AGENT, dna: { depth: 1, width: 1 }, reason: "first" },
  });
  await request.post(`/api/dna/agents/${AGENT}/mutate`, { data: { mutation: { depth: 2 } } });
  const version = (n: number) => page.getByRole("heading", { name: `Version ${n}`, exact: true });

  await page.goto("/evolution");
  await tabTo(page, page.getByRole("searchbox", { name: "Find an agent" }));
  await page.keyboard.type(AGENT);
  await tabTo(page, page.getByRole("grid", { name: "Agents" }));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(version(2)).toBeVisible();

  await tabTo(page, page.getByRole("tree"));
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(version(1)).toBeVisible();
  await expect(page).toHaveURL(/v=1/);

  await tabTo(page, page.getByRole("button", { name: "Roll back…" }).last());
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await tabTo(page, dialog.getByRole("button", { name: /Roll back/ }));
  await page.keyboard.press("Enter");
  await expect(version(3)).toBeVisible();

  await tabTo(page, page.getByRole("button", { name: "Mutate" }));
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByLabel("depth", { exact: true }));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("7");
  await tabTo(page, dialog.getByRole("button", { name: "Mutate" }));
  await page.keyboard.press("Enter");
  await expect(version(4)).toBeVisible();

  // Who leaves a form without sending it is back where he opened it.
  const score = page.getByRole("button", { name: "Score" });
  await tabTo(page, score, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(score).toBeFocused();

  const { snapshots } = await (await request.get(`/api/dna/agents/${AGENT}/history`)).json();
  expect(snapshots.map(({ dna }: { dna: { depth: number } }) => dna.depth).toSorted()).toEqual([1, 1, 2, 7]);
});

for (const width of [1440, 800])
  test(`an agent that is closed gives the focus back to its row (${width} px wide)`, async ({
    page,
    request,
  }) => {
    const ids = ["back_a", "back_b", "back_c"];
    for (const agent_id of ids)
      await request.post("/api/dna/snapshot", { data: { agent_id, dna: { a: 1 } } });
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/evolution?q=back_");
    const grid = page.getByRole("grid", { name: "Agents" });
    const chosen = () => chosenIn(grid, "agent");
    const closeFromWithin = async () => {
      await tabTo(page, page.getByRole("button", { name: "Mutate" }));
      await page.keyboard.press("Escape");
      await expect(page).not.toHaveURL(/agent=/);
      await expect(grid).toBeFocused();
    };

    await walkInto(page, grid, chosen);
    const walkedTo = await chosen();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: String(walkedTo) })).toBeVisible();
    await closeFromWithin();
    expect(await chosen()).toBe(walkedTo);

    const clicked = String(ids.find((id) => id !== walkedTo));
    await page.getByRole("row", { name: clicked }).click();
    await expect(page.getByRole("heading", { name: clicked })).toBeVisible();
    await closeFromWithin();
    await expect.poll(chosen).toBe(clicked);
  });
