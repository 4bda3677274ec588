import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

test(
  "a robot that comes and goes is called flapping, and every stay can be walked by keyboard",
  { tag: "@phone" },
  async ({ page, server }, { project }) => {
    const id = `flapper_${project.name}`;
    for (let i = 0; i < 5; i++) {
      const robot = await connectRobot(server.url, id);
      // So that it stays for longer than the millisecond that times are told in.
      await robot.report({ cpu_usage: 1 });
      robot.close();
    }
    await page.goto(`/robots?robot=${id}`);
    const connection = page.getByRole("region", { name: "Connection" });
    await expect(connection.getByText("Flapping, 5 drops/h")).toBeVisible();
    await expect(connection.getByText(/5 sessions ended within the last hour/)).toBeVisible();

    const strip = page.getByRole("figure", { name: `States of ${id}` });
    await expect(strip.getByText(/^Offline for .* it said goodbye\.$/)).toBeVisible();
    await strip
      .getByRole("button", { name: /^Offline/ })
      .last()
      .press("ArrowLeft");
    await expect(strip.getByText(/^Online for .* a session shorter than 60 s\.$/)).toBeVisible();
    await page.keyboard.press("Home");
    await expect(strip.getByText(/^Unknown for .* it had never been seen yet\.$/)).toBeVisible();
    await expectAccessible(page);
  },
);

test("the events of a robot are found, whatever its id holds", async ({ page, server }, { project }) => {
  const id = `b"a\\d* -type:x ${project.name}`;
  const robot = await connectRobot(server.url, id);
  await page.goto(`/robots?robot=${encodeURIComponent(id)}`);
  await page.getByRole("link", { name: "Its events" }).click();
  await expect(page.getByRole("searchbox").or(page.getByRole("combobox")).first()).toHaveValue(
    `robot:${JSON.stringify(id)}`,
  );
  await expect(page.getByText("Connected").first()).toBeVisible();
  robot.close();
});

test("a link to a stretch holds all charts still until the present is asked for", async ({ page, server }, {
  project,
}) => {
  const id = `zoomed_${project.name}`;
  const robot = await connectRobot(server.url, id);
  const send = (cpu_usage: number) => robot.report({ cpu_usage, network_latency_ms: 12 });
  await send(10);
  const now = Math.ceil(Date.now() / 1000);
  await page.goto(`/robots?robot=${id}&zoom=${now - 60}~${now}&samples=table`);
  const rows = page.getByRole("region", { name: "Samples, newest first" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  // A chart has one point a second: what comes within one is no new point.
  const resume = page.getByRole("button", { name: /^Resume live \(\+\d+\)$/ });
  await expect(async () => {
    await send(40);
    await expect(resume).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(rows).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Table" }).click();
  for (const name of ["Battery", "CPU", "Memory", "Latency"])
    await expect(page.getByRole("figure", { name: `${name} of ${id}, held still` })).toBeVisible();

  await resume.click();
  await expect(page.getByRole("figure", { name: `CPU of ${id}, last 15 minutes` })).toBeVisible();
  await expect(page).not.toHaveURL(/zoom=/);
  await page.getByRole("button", { name: "Zoom in" }).press("Enter");
  await expect(page).toHaveURL(/zoom=\d+/);
  robot.close();
});

test("all charts are read off under one cursor, by pointer or by keys, and a stretch dragged over is looked at", async ({
  page,
  server,
}, { project }) => {
  const id = `cursor_${project.name}`;
  const robot = await connectRobot(server.url, id);
  await robot.report({ cpu_usage: 10, battery_percentage: 60 });
  const second = () => Math.floor(Date.now() / 1000);
  const first = second();
  await expect.poll(second).toBeGreaterThan(first + 1);
  await robot.report({ cpu_usage: 90, battery_percentage: 59 });
  await page.goto(`/robots?robot=${id}`);
  const cpu = page.getByRole("slider", { name: `CPU of ${id}` });
  const battery = page.getByRole("slider", { name: `Battery of ${id}` });
  await cpu.press("End");
  await expect(cpu).toHaveAttribute("aria-valuetext", /CPU 90 %$/);
  await expect(battery).toHaveAttribute("aria-valuetext", /Battery 59 %$/);
  await cpu.press("ArrowLeft");
  await expect(cpu).toHaveAttribute("aria-valuetext", /CPU 10 %$/);
  await expect(battery).toHaveAttribute("aria-valuetext", /Battery 60 %$/);
  await expectAccessible(page);
  await cpu.press("Escape");
  await expect(battery).toHaveAttribute("aria-valuetext", "at the newest");
  await expect(page.getByRole("heading", { name: id })).toBeVisible();

  const box = await cpu.boundingBox();
  if (!box) throw new Error("The chart has no place");
  // Two seconds are less than a pixel: only beyond the right end is the last value sure to be the nearest.
  const [left, right, middle] = [box.x + 60, box.x + box.width - 2, box.y + box.height / 2];
  await page.mouse.move(left, middle);
  await expect(cpu).toHaveAttribute("aria-valuetext", /CPU 10 %$/);
  await expect(battery).toHaveAttribute("aria-valuetext", /Battery 60 %$/);
  await page.mouse.down();
  await page.mouse.move(right, middle, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/zoom=\d+/);
  await expect(page.getByRole("figure", { name: `CPU of ${id}, held still` })).toBeVisible();
  robot.close();
});

test("the time without a connection is shaded with its reason", async ({ page, server }, { project }) => {
  const id = `breaks_${project.name}`;
  const first = await connectRobot(server.url, id);
  await first.report({ cpu_usage: 41 });
  first.close();
  await page.goto(`/robots?robot=${id}`);
  await expect(page.getByText("Offline", { exact: true }).first()).toBeVisible();
  const again = await connectRobot(server.url, id);
  await again.report({ cpu_usage: 43 });
  await expect(
    page
      .getByRole("figure", { name: `CPU of ${id}` })
      .getByText(/Not connected: it said goodbye/)
      .first(),
  ).toBeAttached();
  again.close();
});

test(
  "what moves the charts stands in one line, however narrow the phone",
  { tag: "@phone" },
  async ({ page, server }, { project }) => {
    const id = `narrow_${project.name}`;
    const robot = await connectRobot(server.url, id);
    await robot.report({ cpu_usage: 40 });
    const now = Math.ceil(Date.now() / 1000);
    for (const zoom of ["", `&zoom=${now - 60}~${now}`]) {
      await page.goto(`/robots?robot=${id}${zoom}`);
      const buttons = page
        .getByRole("toolbar", { name: "What the charts show" })
        .getByRole("button", { name: /^(Earlier|Later|Zoom in|Zoom out|Table)$/ });
      await expect(buttons).toHaveCount(5);
      for (const width of [320, 375, 414, 430, 540, 640, 820]) {
        await page.setViewportSize({ width, height: 812 });
        const tops = () => buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
        await expect.poll(async () => new Set(await tops()).size, `${width} px${zoom}`).toBe(1);
      }
    }
    robot.close();
  },
);
