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
    await form.getByLabel("Mutation").fill('{"temperature": 0.7}');
    await form.getByLabel("Reason").fill("try warmer");
    await expect(form.getByText("Changes 1 key (temperature) of version 1.")).toBeVisible();
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
