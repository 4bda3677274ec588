import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own, on which no robot has ever been.
test.use({ serverSettings: { aggregationIntervalSeconds: 1300 } });

test(
  "who has no robot yet is led to a program to copy, and sees the light turn on when it reports",
  { tag: "@phone" },
  async ({ page, server, context }, { project }) => {
    const id = `it's "${project.name}" 🤖`;
    await page.goto("/robots");
    await expect(page.getByRole("heading", { name: "No robot has connected yet" })).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Connect a robot" }).click();
    await expect(page.getByRole("heading", { name: "Connect a robot" })).toBeVisible();
    const light = page.getByRole("region", { name: "Has it arrived?" });
    const says = light.getByRole("status");
    await expect(says).toHaveText("Waiting for robot_001");

    await page.getByLabel("Robot id").fill(id);
    await expect(says).toHaveText(`Waiting for ${id}`);
    await expect(page).toHaveURL(/robot=it/);
    const program = page.locator("pre");
    await expect(program).toContainText(
      `io("${server.url}/robots", { auth: { robot_id: ${JSON.stringify(id)} } })`,
    );
    await page.getByRole("radio", { name: "JavaScript with Socket.IO" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(program).toContainText("import socketio");
    await page.keyboard.press("ArrowLeft");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy the code" }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await program.textContent());
    await expectAccessible(page);

    const robot = await connectRobot(server.url, id);
    await expect(says).toHaveText(`${id} is connected; its first sample has not come yet`);
    await robot.report({ cpu_usage: 41.5, arm_angle: 12.25 });
    await expect(says).toHaveText(
      new RegExp(`^${id} is connected; its first sample came at \\d\\d:\\d\\d:\\d\\d$`),
    );
    await expect(light.getByRole("definition").nth(0)).toHaveText("41.50%");
    await expect(light.getByRole("definition").nth(1)).toHaveText("12.25");
    await expectAccessible(page);

    robot.close();
    await expect(says).toHaveText(`Waiting for ${id}`);
    await expect(light.getByText(/It left at .*: it said goodbye\./)).toBeVisible();
    const again = await connectRobot(server.url, id);
    await again.report({ battery_percentage: 80 });
    await light.getByRole("link", { name: "See it live" }).click();
    await expect(page.getByRole("heading", { name: id })).toBeVisible();
    await page.getByRole("link", { name: "How it connects" }).click();
    await expect(says).toContainText("is connected");
    await expect(page.getByLabel("Robot id")).toHaveValue(id);
    again.close();
  },
);

test("the list leads there too, and offers an id that no robot has", async ({ page, server }) => {
  const robot = await connectRobot(server.url, "robot_001");
  await page.goto("/robots");
  await page.getByRole("link", { name: "Connect a robot" }).click();
  await expect(page.getByRole("region", { name: "Has it arrived?" }).getByRole("status")).toHaveText(
    "Waiting for robot_002",
  );
  robot.close();
});

test("of a robot that is blocked the light says so, and who can let it in", async ({ page, server }) => {
  const act = async (name: string, body: object = {}) => {
    const answer = await fetch(`${server.url}/api/telemetry/robots/shut%20out/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  };
  const robot = await connectRobot(server.url, "shut out");
  await page.goto("/robots/connect?robot=shut+out");
  const light = page.getByRole("region", { name: "Has it arrived?" });
  await expect(light.getByRole("status")).toContainText("is connected");
  await act("block", { seconds: 3600 });
  await expect(light).toContainText("Its program is turned away while it is blocked");
  await expect(light.getByText(/^Blocked until /)).toBeVisible();
  await expect(light.getByRole("link", { name: "its page" })).toHaveAttribute("href", /shut/);
  await expectAccessible(page);
  robot.close();
  await act("unblock");
  await expect(light).toContainText("If it doesn’t, the program prints why");
});
