import { readFile } from "node:fs/promises";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

interface NewEvent {
  type: string;
  source?: string;
  payload: Record<string, unknown>;
}

/** Publishes events as any producer does; answers with their stream ids. */
async function publish(request: APIRequestContext, events: readonly NewEvent[]): Promise<string[]> {
  const answer = await request.post("/api/events", {
    data: events.map((event) => ({ source: "e2e", ...event })),
  });
  expect(answer.status()).toBe(202);
  const { accepted } = (await answer.json()) as { accepted: { stream_id: string }[] };
  return accepted.map(({ stream_id }) => stream_id);
}

const drive = (fleet: string, robot: string, speed: number): NewEvent => ({
  type: "yard.drive_ended",
  payload: { fleet, robot_id: robot, speed, engine: { heat: speed * 10, part: 'axle "a", left' } },
});

const grid = (page: Page) => page.getByRole("grid", { name: /^Events, / });
const filter = (page: Page) => page.getByRole("combobox", { name: "Filter" });
const rowsOf = (page: Page) =>
  grid(page)
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const drawer = (page: Page) => page.getByRole("dialog");
const query = (text: string) => new URLSearchParams({ query: text }).toString();

async function applyFilter(page: Page, text: string): Promise<void> {
  await filter(page).fill(text);
  await filter(page).press("Enter");
}

test("a filter finds exactly the events that fit, live and in the past", async ({ page, request }) => {
  await publish(
    request,
    [1, 2, 3, 4].map((n) => drive("north", `yard_${n}`, n)),
  );
  await publish(request, [drive("south", "yard_1", 9)]);
  await page.goto("/events");
  await applyFilter(page, "fleet:north speed>=2 -robot:yard_3");
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowsOf(page).first()).toContainText("yard_4");
  await expect(rowsOf(page).last()).toContainText("yard_2");

  await publish(request, [drive("north", "yard_7", 7), drive("south", "yard_8", 8)]);
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(rowsOf(page).first()).toContainText("yard_7");

  await page.getByRole("radio", { name: "The oldest first" }).check();
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(rowsOf(page).first()).toContainText("yard_2");
});

test("a filter that can't be read says what is wrong with it, and changes nothing", async ({
  page,
  request,
}) => {
  await publish(request, [drive("stays", "yard_1", 1)]);
  await page.goto(`/events?${query("fleet:stays")}`);
  await expect(rowsOf(page)).toHaveCount(1);
  await applyFilter(page, "fleet:stays (speed>1");
  await expect(page.getByRole("alert").getByText("This parenthesis is never closed.")).toBeVisible();
  await expect(filter(page)).toHaveAttribute("aria-invalid", "true");
  await expect(rowsOf(page)).toHaveCount(1);
  await expectAccessible(page);

  await page.goto(`/events?${query('"open')}`);
  await expect(page.getByRole("alert").getByText("The closing quote is missing.")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).last().click();
  await expect(filter(page)).toHaveValue("");
  await expect(rowsOf(page).first()).toBeVisible();
});

test("the filter completes fields and values with the keyboard alone", async ({ page, request }) => {
  await publish(request, [drive("completed", "yard_1", 1)]);
  await page.goto("/events");
  await expect(rowsOf(page).first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(filter(page)).toBeFocused();
  await page.keyboard.type("flee");
  await expect(page.getByRole("option", { name: /^fleet/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(filter(page)).toHaveValue("fleet:");
  await page.keyboard.type("compl");
  await expect(page.getByRole("option", { name: /^completed/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(filter(page)).toHaveValue("fleet:completed ");
  await page.keyboard.press("Enter");
  await expect(rowsOf(page)).toHaveCount(1);
  await page.keyboard.type(" flee");
  await expect(page.getByRole("option", { name: /^fleet/ })).toBeVisible();
  // It looks from a page of its own, which may take the focus from this one and close the list.
  await expectAccessible(page);
});

test("dragging over the chart, and the arrow keys, choose a stretch of time", async ({ page, request }) => {
  const [first = ""] = await publish(request, [drive("early", "yard_1", 1)]);
  const later = Date.now() + 1500;
  await expect.poll(() => Date.now() > later).toBe(true);
  const [second = ""] = await publish(request, [drive("early", "yard_2", 2)]);
  // One of them in each half of the chart.
  const [from, to] = [Number.parseInt(first, 10) - 1000, Number.parseInt(second, 10) + 1000];
  const stretch = `${new Date(from).toISOString()}..${new Date(to).toISOString()}`;
  await page.goto(`/events?show=newest&window=${stretch}&${query("fleet:early")}`);
  await expect(rowsOf(page)).toHaveCount(2);

  const chart = page.getByRole("slider", { name: /stretch of time/ });
  const box = await chart.boundingBox();
  if (!box) throw new Error("The chart is not drawn");
  await page.mouse.move(box.x + 1, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText("yard_1");

  await page.goBack();
  await expect(rowsOf(page)).toHaveCount(2);
  await chart.focus();
  for (const key of ["Home", ...Array(4).fill("PageUp"), "Shift+End", "Enter"])
    await page.keyboard.press(key);
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText("yard_2");
  await page.getByRole("button", { name: "Any time again" }).click();
  await expect(rowsOf(page)).toHaveCount(2);
});

test("a link shows somebody else exactly the same", async ({ page, anotherPage, request }) => {
  const ids = await publish(
    request,
    [1, 2, 3, 4, 5].map((n) => drive("linked", `yard_${n}`, n * 1234.5)),
  );
  await page.goto(`/events?${query("fleet:linked speed>2000")}&show=oldest&columns=speed,engine.heat`);
  await rowsOf(page).nth(1).click();
  await expect(drawer(page)).toContainText("yard_3");
  const seen = (await rowsOf(page).allInnerTexts()).map(withoutAge);

  const other = await anotherPage();
  await other.goto(page.url());
  await expect(drawer(other)).toContainText(ids[2] ?? "");
  await expect(rowsOf(other)).toHaveCount(4);
  expect((await rowsOf(other).allInnerTexts()).map(withoutAge)).toEqual(seen);
  await expect(grid(other).getByRole("columnheader", { name: "engine.heat" })).toBeVisible();
  await expect(rowsOf(other).first()).toContainText("2,469");

  await page.goBack();
  await expect(drawer(page)).toBeHidden();
});

const withoutAge = (row: string): string => row.replace(/\s*(just now|\d+ \w+ ago)\s*$/, "");

test("rows can be looked at around one event, and around a moment", async ({ page, request }) => {
  const ids: string[] = [];
  for (let from = 0; from < 500; from += 100) {
    const some = Array.from({ length: 100 }, (_, n) => drive("crowd", "yard_1", from + n));
    ids.push(...(await publish(request, some)));
  }
  const middle = ids[250] ?? "";
  await page.goto(`/events?show=${middle}&columns=speed&${query("fleet:crowd")}`);
  const speed = (value: number) => grid(page).getByRole("gridcell", { name: String(value), exact: true });
  await expect(speed(250)).toBeInViewport();
  await expect(speed(251)).toBeInViewport();
  await expect(speed(249)).toBeInViewport();
  // Newer ones come while one goes up, older ones while one goes down.
  for (const [key, last] of [
    ["Home", 499],
    ["End", 0],
  ] as const)
    await expect(async () => {
      await grid(page).press(key);
      await expect(speed(last)).toBeInViewport({ timeout: 500 });
    }).toPass();

  await page.getByRole("button", { name: "From an event" }).click();
  await page.getByLabel("A time, or a stream id").fill("-1h");
  await page.getByRole("button", { name: "Go there" }).click();
  await expect(page.getByRole("button", { name: /^From \d\d-\d\d/ })).toBeVisible();
  await expect(rowsOf(page).first()).toBeVisible();
});

test("paused rows stand still, and none is lost", async ({ page, request }) => {
  await publish(request, [drive("paused", "yard_1", 1)]);
  await page.goto(`/events?${query("fleet:paused")}`);
  await expect(rowsOf(page)).toHaveCount(1);
  await page.locator("body").press(" ");
  await publish(
    request,
    [2, 3, 4].map((n) => drive("paused", `yard_${n}`, n)),
  );
  const resume = page.getByRole("button", { name: "Resume live (+3)" });
  await expect(resume).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(1);
  await resume.click();
  await expect(rowsOf(page)).toHaveCount(4);
  await expect(rowsOf(page).first()).toContainText("yard_4");
});

test("every value of an event makes a filter or a column, nested ones too", async ({ page, request }) => {
  const ids = await publish(
    request,
    [1, 2].map((n) => drive("picked", `yard_${n}`, n)),
  );
  await page.goto(`/events?show=newest&event=${ids[0]}&${query("fleet:picked")}`);
  await expect(rowsOf(page)).toHaveCount(2);
  const leaf = drawer(page).getByRole("button", { name: "Only engine.heat:10" });
  await leaf.focus();
  await leaf.press("Enter");
  await expect(filter(page)).toHaveValue("fleet:picked engine.heat:10");
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(drawer(page)).toContainText("10");
  const without = drawer(page).getByRole("button", { name: 'Without engine.part:"axle \\"a\\", left"' });
  await without.focus();
  await without.press("Enter");
  await expect(page.getByText("No event fits")).toBeVisible();
  await page.goBack();
  await expect(rowsOf(page)).toHaveCount(1);
  const column = drawer(page).getByRole("button", { name: "engine.heat as a column" });
  await column.focus();
  await column.press("Enter");
  await expect(grid(page).getByRole("columnheader", { name: "engine.heat" })).toBeVisible();
  await expectAccessible(page);
  await drawer(page).getByRole("button", { name: "Next newer" }).click();
  await expect(drawer(page)).toContainText(ids[1] ?? "");
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toBeHidden();
});

test("Back takes a filter back also before the page was told of its address", async ({ page, request }) => {
  const [id] = await publish(request, [drive("hasty", "yard_1", 1)]);
  await page.goto(`/events?show=newest&event=${id}&${query("fleet:hasty")}`);
  await expect(rowsOf(page)).toHaveCount(1);
  const without = drawer(page).getByRole("button", { name: "Without engine.heat:10" });
  for (let n = 0; n < 5; n++) {
    // Faster than any hand.
    await without.evaluate((button: HTMLElement) => {
      button.click();
      history.back();
    });
    await page.waitForURL((url) => url.searchParams.get("query") === "fleet:hasty");
    await expect(filter(page)).toHaveValue("fleet:hasty");
    await expect(rowsOf(page)).toHaveCount(1);
  }
});

test("an export has exactly what is filtered", async ({ page, request }) => {
  const ids = await publish(
    request,
    [1, 2, 3].map((n) => drive("taken", `yard_${n}`, n)),
  );
  await publish(request, [drive("left", "yard_4", 4)]);
  await page.goto(`/events?show=oldest&columns=engine.part&${query("fleet:taken")}`);
  await expect(rowsOf(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Export" }).click();

  const lines = (await saved(page)).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).stream_id)).toEqual(ids);
  await expect(drawer(page)).toContainText("3 events");

  await drawer(page).getByRole("radio", { name: "CSV" }).check();
  const [head = "", ...rows] = (await saved(page)).trimEnd().split("\r\n");
  expect(head.replace("\ufeff", "").split(",")).toContain("engine.part");
  expect(rows).toHaveLength(3);
  expect(rows.map((row) => row.split(",")[0])).toEqual(ids);
  expect(rows[0]).toContain('"axle ""a"", left"');
  await expectAccessible(page);
});

test("an incident capsule has a stretch of time, its notes, and no value that was taken out", async ({
  page,
  request,
}) => {
  await publish(request, [drive("sealed", "yard_secret", 1)]);
  await page.goto(`/events?${query("fleet:sealed")}`);
  await expect(rowsOf(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Export" }).click();
  await drawer(page).getByRole("radio", { name: "Incident capsule" }).check();
  await drawer(page).getByLabel("Notes").fill("It fell over.");
  await drawer(page).getByLabel("Take out the values").fill("robot_id, part");
  await drawer(page).getByRole("checkbox").check();
  const capsule = JSON.parse(await saved(page, "Download the capsule"));
  expect(capsule).toMatchObject({
    notes: "It fell over.",
    query: "fleet:sealed",
    redacted: ["robot_id", "part"],
  });
  expect(capsule.events).toHaveLength(1);
  expect(JSON.stringify(capsule.events)).not.toMatch(/yard_secret|axle/);
});

async function saved(page: Page, button = "Download"): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

test("a filter is kept under a name, and is there after a reload", async ({ page, request }) => {
  await publish(request, [drive("named", "yard_1", 1)]);
  await page.goto(`/events?${query("fleet:named")}`);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByLabel("Name for this filter").fill("My fleet");
  await page.getByRole("button", { name: "Save" }).click();
  await page.goto("/events");
  await page.getByRole("button", { name: "Filters" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^My fleet/ }).click();
  await expect(filter(page)).toHaveValue("fleet:named");
  await expect(rowsOf(page)).toHaveCount(1);
});

test("the keys alone walk the rows, open one, and close it", async ({ page, request }) => {
  await publish(
    request,
    [1, 2, 3].map((n) => drive("walked", `yard_${n}`, n)),
  );
  await page.goto(`/events?show=newest&${query("fleet:walked")}`);
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(grid(page)).toBeFocused({ timeout: 500 });
  }).toPass();
  for (const key of ["Home", "j", "k", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await expect(drawer(page)).toContainText("yard_2");
  await grid(page).press("j");
  await expect(drawer(page)).toContainText("yard_1");
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toBeHidden();
  await expect(grid(page)).toBeFocused();
});

test("an event of endless words fits its drawer", { tag: "@phone" }, async ({ page, request }) => {
  const endless = "w".repeat(150);
  const [id = ""] = await publish(request, [
    {
      type: `endless.${endless}`,
      source: endless,
      payload: { agent_id: endless.slice(50), [endless]: endless },
    },
  ]);
  await page.goto(`/events?show=newest&event=${id}&${query("type:endless.*")}`);
  await expect(drawer(page)).toContainText(id);
  await expect(drawer(page).getByText("Payload")).toBeVisible();
  const wider = await drawer(page).evaluate((one) =>
    [...one.querySelectorAll("*")]
      .filter((part) => part.scrollWidth > part.clientWidth && getComputedStyle(part).overflowX === "auto")
      .map(({ className }) => className),
  );
  expect(wider, "parts that scroll sideways").toEqual([]);
});

test("on a phone everything is within reach", { tag: "@phone" }, async ({ page, request }) => {
  await publish(
    request,
    [1, 2, 3].map((n) => drive("pocket", `yard_${n}`, n)),
  );
  await page.goto(`/events?${query("fleet:pocket")}`);
  await expect(rowsOf(page)).toHaveCount(3);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await rowsOf(page).first().click();
  await expect(drawer(page)).toContainText("yard_3");
  await expectAccessible(page);
  await drawer(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: /^Disconnects/ }).click();
  await expect(filter(page)).toHaveValue("type:telemetry.connection_closed");
});
