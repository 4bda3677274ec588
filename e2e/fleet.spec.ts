import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { chosenIn, walkInto } from "./grid-walk.ts";
import { robotName, tellDropped, tellRobots } from "./many-robots.ts";
import { connectRobot } from "./robots.ts";
import { walkByTab } from "./tab-walk.ts";

// A server of its own: so many robots would make a wall of every other test's list.
test.use({ serverSettings: { aggregationIntervalSeconds: 900 } });

const ROBOTS = 260;

test.beforeAll(({ server }) => tellRobots(server.url, ROBOTS));

test("many robots are a wall, the worst first, to walk with the keys", async ({ page }) => {
  await page.goto("/robots");
  const wall = page.getByRole("grid", { name: "Robots, worst first" });
  await expect(wall.getByRole("gridcell").first()).toHaveAccessibleName(`${robotName(1)}, Dropped`);
  await expect(page.getByText(`${ROBOTS}`, { exact: true })).toBeVisible();
  await expectAccessible(page);

  await wall.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("status").filter({ hasText: "Last seen" })).toContainText(robotName(1));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: robotName(51) })).toBeVisible();
});

test("a filter and groups stand in the address, and the look is remembered", async ({ page, server }) => {
  // How a battery stands is known only while its robot reports.
  const stop = await report(server.url, { [robotName(7)]: 0, [robotName(17)]: 57 });
  await page.goto("/robots?q=amr_*7&group=battery");
  await expect(page.getByRole("status").filter({ hasText: `26 of ${ROBOTS}` })).toBeVisible();
  await expect(page.getByText("Battery empty").first()).toBeVisible();

  await page.getByRole("radio", { name: "Table" }).check();
  await expect(page.getByRole("rowheader", { name: /Battery charged/ })).toBeVisible();
  await page.getByRole("button", { name: /Low battery/ }).click();
  await expect(page).toHaveURL(/low=1/);
  await expect(page.getByRole("link", { name: robotName(7) })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/robots");
  await expect(page.getByRole("columnheader", { name: "Battery" })).toBeVisible();
  stop();
});

test("a row of the table has the last minutes of its metrics as lines, grey once they are old", async ({
  page,
  server,
}) => {
  const id = robotName(27);
  const robot = await connectRobot(server.url, id);
  await robot.report({ cpu_usage: 10, battery_percentage: 60 });
  const second = () => Math.floor(Date.now() / 1000);
  const first = second();
  // Within one second only the last value counts.
  await expect.poll(second).toBeGreaterThan(first);
  await robot.report({ cpu_usage: 90, battery_percentage: 60 });
  await page.goto(`/robots?look=table&q=${id}`);
  const lines = page.getByRole("row", { name: new RegExp(id) }).locator('path[fill="none"]');
  // Of its battery and its CPU; the others it doesn't report.
  await expect(lines).toHaveCount(2);
  await expect(lines.last()).toHaveAttribute("d", /^M.+L/);
  // Ten seconds after its last sample its values are old.
  await expect(lines.last()).toHaveAttribute("stroke", /quiet/, { timeout: 20_000 });
  await page
    .getByRole("row", { name: new RegExp(id) })
    .getByText("90")
    .hover();
  await expect(page.getByRole("tooltip")).toHaveText(/^\d+ s old$/);
  robot.close();
  await expectAccessible(page);

  await page.goto(`/robots?look=table&q=${id}&at=${new Date().toISOString()}`);
  await expect(page.getByRole("row", { name: new RegExp(id) })).toBeVisible();
  await expect(lines).toHaveCount(0);
});

/** Real robots that report how their battery stands once a second, until they are stopped. */
async function report(url: string, batteries: Record<string, number>): Promise<() => void> {
  const robots = await Promise.all(Object.keys(batteries).map((id) => connectRobot(url, id)));
  const send = () => {
    for (const [index, battery_percentage] of Object.values(batteries).entries())
      void robots[index]?.report({ battery_percentage });
  };
  send();
  const timer = setInterval(send, 1000);
  return () => {
    clearInterval(timer);
    for (const robot of robots) robot.close();
  };
}

test("with forced colours a tile's icon still tells how its robot is", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/robots?look=tiles");
  // What the shapes mean, one of each.
  await expect(page.locator("li > .tile")).toHaveCount(7);
  const tiles = await page.locator("li > .tile").all();
  const pictures = await Promise.all(tiles.map(async (tile) => (await tile.screenshot()).toString("base64")));
  expect(new Set(pictures).size).toBe(7);
});

for (const [look, name, lost] of [
  ["tiles", "gridcell", "aaa_tile"],
  ["table", "link", "aaa_row"],
] as const)
  test(`a new order moves nothing under the eyes (${look}): each place tells of another robot`, async ({
    page,
    server,
  }) => {
    await page.goto(`/robots?look=${look}`);
    const first = page.getByRole("grid").getByRole(name).first();
    await expect(first).toHaveAccessibleName(/Dropped|amr_|aaa_/);
    const shifted = await watchShifts(page);
    await tellDropped(server.url, [lost]);
    // The worst, and the first by its name: all the others stand one place further.
    await expect(first).toHaveAccessibleName(new RegExp(lost), { timeout: 15_000 });
    expect(await shifted()).toBeLessThan(0.01);
  });

test("a table that is scrolled fast shifts nothing by itself", async ({ page }) => {
  await page.goto("/robots?look=table");
  const grid = page.getByRole("grid", { name: "Robots" });
  // Before that there are only the first few that the page was sent with, and nowhere to scroll to.
  await expect(grid).toHaveAttribute("aria-rowcount", /^2[67]\d$/);
  const rows = grid.locator("tr[data-index]");
  await rows.first().hover();
  const shifted = await watchShifts(page);
  await page.mouse.wheel(0, 32 * 100);
  await expect(rows.last()).toHaveAttribute("data-index", /^1[23]\d$/);
  // While it is scrolled that fast a row tells who it is and how, and then the rest.
  await expect(rows.last().locator("td").last()).toHaveText(/\d|–/);
  expect(await shifted()).toBeLessThan(0.01);
});

/** What the browser's layout shift score adds up to from here on; 0.1 is what people notice. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    let sum = 0;
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries) sum += (entry as PerformanceEntry & { value: number }).value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift" });
    return async () => {
      // What was drawn last is told after it was.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      add(observer.takeRecords());
      return sum;
    };
  });
  return () => watch.evaluate((sum) => sum());
}

test("letters typed fast are all there", async ({ page }) => {
  await page.goto("/robots");
  const search = page.getByRole("searchbox", { name: "Find robots" });
  await expect(search).toBeVisible();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type(robotName(107));
  await expect(search).toHaveValue(robotName(107));
  await expect(page).toHaveURL(new RegExp(`q=${robotName(107)}$`));
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/robots$/);
});

for (const look of ["table", "tiles"])
  test(`a robot is opened and closed with the keys, which go on where they were (${look})`, async ({
    page,
  }) => {
    await page.goto(`/robots?look=${look}&q=amr_*7`);
    const grid = page.getByRole("grid");
    const chosen = () => chosenIn(grid, "robot");
    await walkInto(page, grid, chosen);
    const opened = (await chosen()) ?? "none";
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: opened })).toBeVisible();
    // What lies above it is closed first.
    await page.getByRole("button", { name: "Operate" }).press("Enter");
    await expect(page.getByRole("dialog", { name: opened })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("heading", { name: opened })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page).not.toHaveURL(/robot=/);
    await expect(grid).toBeFocused();
    await expect.poll(chosen).toBe(opened);
  });

test("the Tab key alone goes through every page of robots: each stop is seen, none holds it", async ({
  page,
  server,
}) => {
  const id = robotName(27);
  const robot = await connectRobot(server.url, id);
  await robot.report({ cpu_usage: 40, memory_usage: 50, network_latency_ms: 12, battery_percentage: 60 });
  const pages = [
    [
      "/robots?look=table",
      ["Find robots", "Low battery", "Groups", "Fleet view", "Connect a robot", "Robots"],
    ],
    ["/robots?look=tiles", ["Find robots", "Robots, worst first"]],
    [`/robots?robot=${id}`, ["Its events", "How it connects", "Operate", "Zoom in", "Table"]],
    ["/robots/fleet", ["All robots", "Metric", "Robots connected"]],
    ["/robots/connect", ["All robots", "Copy the code"]],
  ] as const;
  for (const [path, wanted] of pages) {
    await page.goto(path);
    await expect(page.getByRole("main")).toContainText(wanted[0]);
    const stops = await walkByTab(page);
    expect(
      stops.filter(({ shown }) => !shown),
      path,
    ).toEqual([]);
    const names = stops.map(({ name }) => name).join("\n");
    for (const name of wanted) expect(names, path).toContain(name);
  }
  robot.close();
});

test("the table fits where it is read: a row tells who and how, nothing is cut off", {
  tag: "@phone",
}, async ({ page }) => {
  await page.goto("/robots?look=table");
  const first = page.getByRole("row", { name: new RegExp(robotName(1)) });
  await expect(first).toContainText("Dropped");
  await expect(first).toContainText("ago");
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(seen);
  await expectAccessible(page);
});

test("what the search could hold is told whole, however narrow the phone", { tag: "@phone" }, async ({
  page,
}) => {
  await page.goto("/robots");
  const search = page.getByRole("searchbox", { name: "Find robots" });
  for (const width of [320, 375, 430, 640]) {
    await page.setViewportSize({ width, height: 812 });
    await expect.poll(() => search.evaluate(cutOff), `${width} px`).toBe(0);
  }
});

/** Pixels of a field's placeholder that there is no room for. */
function cutOff(field: HTMLElement | SVGElement): number {
  // A browser tells how wide a text is, but not a placeholder.
  const twin = field.cloneNode();
  if (!(twin instanceof HTMLInputElement)) throw new Error("Not a field");
  twin.value = twin.placeholder;
  field.after(twin);
  const pixels = twin.scrollWidth - twin.clientWidth;
  twin.remove();
  return pixels;
}

test.describe("before any code has come", () => {
  test.use({ javaScriptEnabled: false });

  test("the first screen of robots is there, the worst first, as tiles and as a table", {
    tag: "@phone",
  }, async ({ page, troubles }) => {
    // Here it never comes.
    troubles.expect(/csp \(.*_next\/static/);
    await page.goto("/robots?look=tiles");
    const tiles = page.getByRole("gridcell");
    await expect(tiles.first()).toHaveAccessibleName(/Dropped/);
    expect(await tiles.count()).toBeGreaterThanOrEqual(ROBOTS);
    await page.goto("/robots?look=table");
    const rows = page.locator("tr[data-index]");
    // Laid out in one go, a screen of them would stop the page: they come in frames of their own.
    await expect(rows.nth(20)).toHaveCSS("animation-name", "arrive");
    await expect(rows.filter({ visible: false })).toHaveCount(0);
    await page.goto(`/robots?look=table&q=${robotName(1)}`);
    await expect(page.getByRole("row", { name: robotName(1) })).toContainText("Dropped");
    await page.goto(`/robots?q=${robotName(1)}&robot=${robotName(1)}`);
    await expect(page.getByRole("status").filter({ hasText: "Loading the robot" })).toHaveCount(1);
  });
});

for (const look of ["tiles", "table"])
  test(`when the code comes nothing moves and nothing blinks (${look})`, { tag: "@phone" }, async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const seen = { shifts: 0, gone: 0, there: false };
      const watch = () => {
        const there = document.querySelector("[data-robot], tr[data-index]") !== null;
        if (seen.there && !there) seen.gone++;
        seen.there ||= there;
        requestAnimationFrame(watch);
      };
      watch();
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
      Object.assign(window, { seen });
    });
    await page.goto(`/robots?look=${look}`);
    // By now all robots are here, not only those of the first screen.
    const all = look === "table" ? /^[23]\d\d$/ : /\d/;
    await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", all);
    expect(await page.evaluate(() => Reflect.get(window, "seen"))).toMatchObject({ gone: 0, there: true });
    expect(await page.evaluate(() => Reflect.get(window, "seen").shifts)).toBeLessThan(0.01);
  });
