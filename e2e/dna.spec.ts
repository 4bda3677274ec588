import type { APIRequestContext, Route } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

test(
  "agents are found by themselves, and evolve in sight",
  { tag: "@phone" },
  async ({ page, request }, { project }) => {
    const agent = `agent_${project.name}`;
    await page.goto("/evolution");
    await request.post("/api/dna/snapshot", {
      data: { agent_id: agent, dna: { temperature: 0.5, depth: 3 }, traits: { care: 0.4 } },
    });
    await page.getByRole("link", { name: agent }).click();
    await expect(page.getByRole("heading", { name: agent })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Mutate" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("temperature", { exact: true }).fill("0.7");
    await form.getByLabel("Reason").fill("try warmer");
    await expect(form.getByRole("row", { name: "temperature 0.5 became 0.7" })).toBeVisible();
    await expectAccessible(page);
    await form.getByRole("button", { name: "Mutate" }).click();

    await expect(page.getByText("Version 2 was saved")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Version 2" })).toBeVisible();
    await expect(page.getByText("try warmer").first()).toBeVisible();
  },
);

test("what a form got wrong is said at its field, and nothing is written", async ({
  page,
  request,
  troubles,
}) => {
  troubles.expect(/422/);
  await request.post("/api/dna/snapshot", { data: { agent_id: "agent_form", dna: { a: 1 } } });
  await page.goto("/evolution?agent=agent_form");
  await page.getByRole("button", { name: "Score" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/success/i).fill("7");
  await form.getByRole("button", { name: "Score" }).click();
  await expect(
    form
      .getByRole("alert")
      .or(form.getByText(/less than or equal to 1|at most 1|0 to 1/))
      .first(),
  ).toBeVisible();
  const { snapshots } = await (await request.get("/api/dna/agents/agent_form/history")).json();
  expect(snapshots).toMatchObject([{ version: 1, karma_score: null }]);
});

test(
  "a click anywhere selects that version everywhere, and the address says which",
  { tag: "@phone" },
  async ({ page, request }, { project }) => {
    const agent = `agent_linked_${project.name}`;
    await evolve(request, agent, [0.9, 0.4, 0.6]);
    await page.goto(`/evolution?agent=${agent}`);
    const tree = page.getByRole("tree");
    await tree.getByRole("treeitem", { name: /^Version 2,.*regressed/ }).click();
    await expect(page).toHaveURL(/v=2/);
    await expect(page.getByRole("heading", { name: "Version 2", exact: true })).toBeVisible();
    const row = page.getByRole("row", { selected: true }).filter({ hasText: "depth" });
    await expect(row).toContainText("2");

    await page.getByLabel("Compared with").selectOption({ label: "Version 3, karma 0.52" });
    await expect(page).toHaveURL(/v=2&cmp=3/);
    await expect(page.getByRole("row", { name: /depth 3 became 2/ })).toBeVisible();
    await expectAccessible(page);

    await tree.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Version 1", exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Version 1", exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Follow the newest" }).click();
    await expect(page.getByRole("heading", { name: "Version 3", exact: true })).toBeVisible();
  },
);

test("the list of hundreds of versions goes to the one that was selected elsewhere", async ({
  page,
  request,
}) => {
  const agent = "agent_long";
  await evolve(
    request,
    agent,
    Array.from({ length: 60 }, (_, index) => 0.5 + (index % 10) / 100),
  );
  await page.goto(`/evolution?agent=${agent}&v=12`);
  const list = page.getByRole("grid", { name: "Versions, newest first" });
  const selected = list.getByRole("row", { selected: true });
  await list.scrollIntoViewIfNeeded();
  await expect(selected).toContainText("12");
  await expect(selected).toBeInViewport();
  await page.getByRole("tree").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Version 1", exact: true })).toBeVisible();
  await expect(selected.getByRole("gridcell", { name: "1", exact: true })).toBeAttached();
});

test("an agent that a link opens is in sight in the list, however far down it stands", async ({
  page,
  request,
}) => {
  const agents = Array.from({ length: 60 }, (_, index) => `agent_many_${index + 10}`);
  for (const agent_id of agents)
    await request.post("/api/dna/snapshot", { data: { agent_id, dna: { a: 1 } } });
  await page.goto(`/evolution?agent=${agents.at(-1)}`);
  const row = page.getByRole("grid", { name: "Agents" }).getByRole("row", { selected: true });
  await expect(row).toContainText("agent_many_69");
  await expect(page.getByRole("tree")).toBeVisible();
  await expect(row).toBeInViewport();
});

test("a zoomed chart holds still while versions come, and says how many", async ({ page, request }) => {
  const agent = "agent_zoom";
  await evolve(request, agent, [0.5, 0.6, 0.7, 0.6, 0.7, 0.8, 0.9, 0.8]);
  await page.goto(`/evolution?agent=${agent}`);
  await page.getByRole("button", { name: "Zoom in" }).first().click();
  await expect(page.getByRole("button", { name: "Resume live", exact: true })).toBeVisible();
  await request.post(`/api/dna/agents/${agent}/mutate`, { data: { mutation: { depth: 99 } } });
  await page.getByRole("button", { name: "Resume live (+1)" }).click();
  await expect(page.getByRole("button", { name: /Resume live/ })).toBeHidden();
});

test(
  "an agent that fell goes back to its last good version in two clicks, and that can be undone",
  { tag: "@phone" },
  async ({ page, request }, { project }) => {
    const agent = `agent_fallen_${project.name}`;
    await evolve(request, agent, [1, 0.4, 0.3]);
    // Whoever is quick asks before the DNA is here.
    const asked = Promise.withResolvers<void>();
    await page.route(/\/history\?limit=/, async (route) => {
      await asked.promise;
      await route.continue();
    });
    await page.goto(`/evolution?agent=${agent}`);
    await expect(page.getByText(/below its best, for two scores now/)).toBeVisible();
    await page.getByRole("button", { name: "Roll back to version 1…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("What changes is not loaded here")).toBeVisible();
    asked.resolve();
    await expect(dialog.getByRole("row", { name: /depth 3 became 1/ })).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Roll back to version 1" }).click();
    await expect(page.getByText("Version 4 was saved")).toBeVisible();
    await expect(page.getByText("gone back to version 1")).toBeVisible();

    const { snapshots } = await (await request.get(`/api/dna/agents/${agent}/history`)).json();
    expect(snapshots).toHaveLength(4);
    expect(snapshots[3]).toMatchObject({
      dna: { depth: 1, width: 1 },
      meta: {
        parent_snapshot_id: snapshots[0].id,
        source: "system",
        reason: expect.stringContaining("version 1"),
      },
    });

    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Version 5 was saved")).toBeVisible();
    await expect(page.getByText("Undo of version 4").first()).toBeVisible();
  },
);

test(
  "however much a rollback or a mutation changes, its button is in sight",
  { tag: "@phone" },
  async ({ page, request }, { project }) => {
    const agent = `agent_changes_${project.name}`;
    const dna = (value: number) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`key_${index}`, value]));
    for (const value of [1, 2])
      await request.post("/api/dna/snapshot", { data: { agent_id: agent, dna: dna(value) } });
    await page.goto(`/evolution?agent=${agent}&v=1`);
    await page.getByRole("button", { name: "Roll back…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("row", { name: /key_0 2 became 1/ })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Roll back to version 1" })).toBeInViewport({ ratio: 1 });
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Mutate" }).click();
    await expect(dialog.getByLabel("key_0", { exact: true })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Mutate" })).toBeInViewport({ ratio: 1 });
    await dialog.getByLabel("key_39", { exact: true }).focus();
    await expectAccessible(page);
  },
);

test("when somebody else was faster, the newer version is told and nothing typed is lost", async ({
  page,
  request,
}) => {
  const agent = "agent_contested";
  await evolve(request, agent, [0.5]);
  await page.goto(`/evolution?agent=${agent}`);
  await page.getByRole("button", { name: "Mutate" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("depth", { exact: true }).fill("7");
  await form.getByLabel("Reason").fill("deeper");
  await request.post(`/api/dna/agents/${agent}/mutate`, { data: { mutation: { width: 3 } } });
  await expect(form.getByText("Version 2 came meanwhile")).toBeVisible();
  await form.getByRole("button", { name: "Go on from version 2" }).click();
  await expect(form.getByLabel("depth", { exact: true })).toHaveValue("7");
  await expect(form.getByLabel("width", { exact: true })).toHaveValue("3");
  await expect(form.getByLabel("Reason")).toHaveValue("deeper");
  await form.getByRole("button", { name: "Mutate" }).click();
  await expect(page.getByText("Version 3 was saved")).toBeVisible();
  const { snapshots } = await (await request.get(`/api/dna/agents/${agent}/history`)).json();
  expect(snapshots[2]).toMatchObject({ dna: { depth: 7, width: 3 }, meta: { reason: "deeper" } });
});

test("keys are added, removed, and typed as JSON; a score tells its reasons", async ({ page, request }) => {
  const agent = "agent_form_ways";
  await evolve(request, agent, [0.5]);
  await page.goto(`/evolution?agent=${agent}`);
  await expect(
    page.getByRole("table", { name: "Points" }).getByRole("row", { name: /Success rate/ }),
  ).toContainText("+20.0");
  await page.getByRole("button", { name: "Mutate" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Add a key" }).click();
  await form.getByLabel("Name of the new key").fill("<b>model</b>");
  await form.getByLabel("Type of the new key").selectOption("Text");
  await form.getByLabel("Value of the new key").fill("atlas");
  await form.getByRole("button", { name: "Remove width" }).click();
  await expect(form.getByText(/can't remove a key \(width\)/)).toBeVisible();
  await form
    .getByRole("radiogroup", { name: "How DNA is typed" })
    .or(form.getByRole("group", { name: "How DNA is typed" }))
    .getByText("JSON")
    .click();
  await expect(form.getByLabel("DNA as JSON")).toHaveValue(/"<b>model<\/b>": "atlas"/);
  await expectAccessible(page);
  await form.getByRole("button", { name: "Save snapshot" }).click();
  await expect(page.getByText("Version 2 was saved")).toBeVisible();
  const { snapshots } = await (await request.get(`/api/dna/agents/${agent}/history`)).json();
  expect(snapshots[1].dna).toEqual({ depth: 1, "<b>model</b>": "atlas" });
});

test("a RYR score is sent from its form, and says why it is what it is", async ({ page, request }) => {
  const agent = "agent_ryr";
  await evolve(request, agent, [0.5]);
  await page.goto(`/evolution?agent=${agent}`);
  await page.getByRole("button", { name: "Score", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("radiogroup").or(form.getByRole("group")).getByText("RYR").first().click();
  for (const input of await form.getByRole("textbox").all())
    if ((await input.inputValue()) === "") await input.fill("0.5");
  const said = await form.getByText(/By the formula this gives/).textContent();
  const expected = /gives ([\d.]+)/.exec(said ?? "")?.[1] ?? "none";
  await form.getByRole("button", { name: "Score", exact: true }).click();
  await expect(form.getByRole("status").filter({ hasText: "of 100" })).toContainText(`${expected} of 100`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table", { name: /^Safety: / })).toBeVisible();
  await expect(page.getByRole("table", { name: /^Navigation: / })).toBeVisible();
});

test("what helps is told over all agents, and agents stand side by side", async ({ page, request }) => {
  await evolve(request, "agent_left", [0.5, 0.7, 0.6, 0.8]);
  await evolve(request, "agent_right", [0.9]);
  await page.goto("/evolution?view=impact");
  const impact = page.getByRole("table", { name: "Impact per DNA key" });
  await expect(impact.getByRole("row", { name: /^depth/ })).toBeVisible();
  await expect(page.getByText(/It counts in full for every key/)).toBeVisible();
  await expectAccessible(page);

  await page.goto("/evolution?agent=agent_left");
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByLabel("Agent to add").fill("agent_right");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page).toHaveURL(/with=agent_left%2Cagent_right/);
  await expect(page.getByRole("row", { name: "depth 4 1" })).toBeVisible();
  await expectAccessible(page);
});

test("agents whose comparison the server refused (a 503 that the test made) are told so and asked for again", async ({
  page,
  request,
  troubles,
}) => {
  troubles.expect(/503.*agent_east/);
  await evolve(request, "agent_west", [0.5]);
  await evolve(request, "agent_east", [0.5, 0.7]);
  let refused = 0;
  const refuse = (route: Route) => {
    refused++;
    return route.fulfill({ status: 503, json: { detail: "The store is away" } });
  };
  await page.route("**/api/dna/agents/agent_east/history*", refuse);
  await page.goto("/evolution?view=compare&with=agent_west%2Cagent_east");
  const told = page.getByRole("alert").filter({ hasText: "DNA could not be loaded" });
  await expect(told).toBeVisible();
  await expect(page.getByText("Nothing of them is stored here")).toHaveCount(0);
  expect(refused).toBeGreaterThan(0);
  await page.unroute("**/api/dna/agents/agent_east/history*", refuse);
  await expect(page.getByRole("row", { name: "depth 1 2" })).toBeVisible();
  await expect(told).toHaveCount(0);
});

/** A snapshot, then a mutation of `depth` per further score; each version scored by its success rate. */
async function evolve(
  request: APIRequestContext,
  agent: string,
  successRates: readonly number[],
): Promise<void> {
  for (const [index, success_rate] of successRates.entries()) {
    const made =
      index === 0
        ? await request.post("/api/dna/snapshot", { data: { agent_id: agent, dna: { depth: 1, width: 1 } } })
        : await request.post(`/api/dna/agents/${agent}/mutate`, { data: { mutation: { depth: index + 1 } } });
    expect(made.ok()).toBe(true);
    const metrics = {
      avg_latency_ms: 1000,
      policy_violations: 0,
      user_rating_avg: 4,
      credit_consumption_per_task: 0,
    };
    const scored = await request.post(`/api/karma/agents/${agent}/score`, {
      data: { success_rate, ...metrics },
    });
    expect(scored.ok()).toBe(true);
  }
}

test.describe("before any code has come", () => {
  test.use({ javaScriptEnabled: false });

  test(
    "the list and an opened agent are there, with their values and lines",
    { tag: "@phone" },
    async ({ page, request, troubles }, { project }) => {
      // Here it never comes.
      troubles.expect(/csp \(.*_next\/static/);
      const agent = `agent_first_${project.name}`;
      await request.post("/api/dna/snapshot", { data: { agent_id: agent, dna: { a: 1 } } });
      const scored = { success_rate: 0.9, avg_latency_ms: 900, policy_violations: 0, user_rating_avg: 4 };
      const body = { data: { ...scored, credit_consumption_per_task: 1 } };
      const score = await request.post(`/api/karma/agents/${agent}/score`, body);
      const karma = ((await score.json()).score / 100).toFixed(2);
      // The page is drawn from what was read back from the stream.
      await expect(async () => {
        await page.goto(`/evolution?q=${agent}`);
        await expect(page.getByRole("row", { name: agent })).toContainText(karma, { timeout: 500 });
      }).toPass();
      await page.goto(`/evolution?agent=${agent}`);
      await expect(page.getByRole("heading", { name: agent })).toBeVisible();
      await expect(page.getByRole("figure", { name: `Karma of ${agent}, per version` })).toBeVisible();
    },
  );
});
