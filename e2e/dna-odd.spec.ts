import { expect, expectAccessible, test } from "./fixtures.ts";

const HTML = '<img src="x" onerror="document.title = `taken over`"><script>document.title = 1</script>';

test(
  "odd DNA is shown as what it is, and runs nothing",
  { tag: "@phone" },
  async ({ page, request }, info) => {
    const agent = `agent_odd_${info.project.name}`;
    const keys = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`key_${n}`, n]));
    const deep = { a: { b: { c: { d: { e: [1, { f: HTML }] } } } } };
    const dna = { ...keys, [HTML]: HTML, long: "x".repeat(20_000), deep };
    const traits = { care: "much", courage: null, odd: [1, 2], [HTML]: 1 };
    const first = await request.post("/api/dna/snapshot", {
      data: { agent_id: agent, dna, traits, reason: HTML },
    });
    expect(first.status()).toBe(201);
    const second = await request.post(`/api/dna/agents/${agent}/mutate`, {
      data: {
        mutation: { key_1: "one", [HTML]: null },
        traits_delta: { care: 1, [HTML]: 0.5 },
        reason: "x".repeat(500),
      },
    });
    expect(second.status()).toBe(200);

    await page.goto(`/evolution?agent=${agent}`);
    await expect(page.getByRole("heading", { name: "Version 2", exact: true })).toBeVisible();
    await expect(page.getByRole("row", { name: 'key_1 1 became "one"' })).toBeVisible();
    await page.getByRole("tree").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Version 1", exact: true })).toBeVisible();
    await expect(page.getByText(HTML).first()).toBeAttached();
    expect(await page.locator("main").locator("img, script").count()).toBe(0);
    await expect(page).not.toHaveTitle(/taken over|^1$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await expectAccessible(page);
  },
);

test("karma on another scale and versions whose parent nobody saw are shown, and marked", async ({
  page,
  request,
}) => {
  const agent = "agent_foreign";
  const now = Date.now() / 1000;
  const mutation = {
    ...{ parent_snapshot_id: 90_001, snapshot_id: 90_002, agent_id: agent, version: 7 },
    ...{ mutation_keys: ["depth"], traits_delta: {}, created_at: now },
  };
  const karma = { snapshot_id: 90_002, agent_id: agent, version: 7, karma_score: 72.5, updated_at: now };
  for (const [type, payload] of [
    ["dna.mutation_applied", mutation],
    ["dna.karma_updated", karma],
  ] as const) {
    const sent = await request.post("/api/events", { data: { type, source: "elsewhere", payload } });
    expect(sent.status(), await sent.text()).toBe(202);
  }
  await page.goto(`/evolution?agent=${agent}`);
  await expect(page.getByRole("treeitem", { name: /^Version 7/ })).toBeVisible();
  await expect(page.getByText(/drawn as its producer sent it/)).toBeVisible();
  await expect(page.getByText("72.5").first()).toBeVisible();
  await expect(page.getByText(/not stored here/)).toBeVisible();
  await expectAccessible(page);
});
