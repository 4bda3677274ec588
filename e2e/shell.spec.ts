import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

// A server of its own: its lists hold what is put here, and nothing else.
test.use({ serverSettings: { aggregationIntervalSeconds: 1301 } });

test.beforeAll(async ({ server }) => {
  const robot = await connectRobot(server.url, "keyed_robot");
  await robot.report({ cpu_usage: 10 });
  robot.close();
  await fetch(`${server.url}/api/dna/snapshot`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agent_id: "keyed_agent", dna: { depth: 1 } }),
  });
});

/** Until the page hears the keys: what it does is there then. */
const press = (page: Page, key: string, done: () => Promise<void>) =>
  expect(async () => {
    await page.keyboard.press(key);
    await done();
  }).toPass();

const GOES_TO = [
  ["o", "/"],
  ["a", "/evolution"],
  ["j", "/job"],
  ["r", "/robots"],
  ["e", "/events"],
  ["l", "/alerts"],
] as const;

test("g and a second key go to each page, and no key does while something is typed or held down", async ({
  page,
}) => {
  await page.goto("/robots");
  const search = page.getByRole("searchbox", { name: "Find robots" });
  await press(page, "/", () => expect(search).toBeFocused({ timeout: 500 }));
  await page.keyboard.type("gl?j /");
  await expect(search).toHaveValue("gl?j /");
  await expect(page).toHaveURL(/\/robots/);
  await search.fill("");
  await search.blur();

  for (const held of ["Control", "Alt", "Meta"]) {
    await page.keyboard.press("g");
    await page.keyboard.press(`${held}+l`);
  }
  await expect(page).toHaveURL(/\/robots$/);
  for (const [key, path] of GOES_TO) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page).toHaveURL((url) => url.pathname === path);
  }

  const help = page.getByRole("dialog", { name: "Keys and settings" });
  await page.keyboard.press("?");
  await expect(help).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(help).toBeVisible();
  await help.getByRole("checkbox", { name: /Keys work/ }).uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.keyboard.press("?");
  await expect(page).toHaveURL(/\/alerts$/);
  await expect(help).toBeHidden();
});

for (const [path, list] of [
  ["/robots?look=table", "Robots"],
  ["/robots?look=tiles", "Robots, worst first"],
  ["/evolution", "Agents"],
  ["/events", "Events, newest first"],
] as const)
  test(`j and k walk the list of ${path} from anywhere on the page, and Enter opens`, async ({ page }) => {
    await page.goto(path);
    const grid = page.getByRole("grid", { name: list, exact: true });
    await press(page, "j", () => expect(grid).toBeFocused({ timeout: 500 }));
    await page.keyboard.press("j");
    await expect(grid).toHaveAttribute("aria-activedescendant", /./);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/keyed_|event=/);
    await press(page, "Escape", () => expect(page).not.toHaveURL(/(robot|agent|event)=/, { timeout: 500 }));
  });

test("Ctrl-K finds by letters in their order and by words, leads to parts of pages, and gives the focus back", async ({
  page,
}) => {
  await page.goto("/job");
  const opener = page.getByRole("button", { name: /^Go to an agent/ });
  await expect(page.getByText("Next run")).toBeVisible();
  await opener.focus();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Go to" });
  await field.fill("kyrb");
  await expect(page.getByRole("option", { name: /keyed_robot/ })).toHaveAttribute("aria-selected", "true");
  await field.fill("agent keyed");
  await expect(page.getByRole("option")).toHaveCount(1);
  await field.fill("nobody has this");
  await expect(page.getByRole("status").filter({ hasText: "Nothing has that name." })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(opener).toBeFocused();

  await page.keyboard.press("Control+k");
  await field.fill("watched alerts");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/alerts\?tab=rules$/);
});

test("what is typed after Ctrl-K, before its field is there, is in the field and no shortcut", async ({
  page,
}) => {
  const gate = Promise.withResolvers<void>();
  await page.goto("/job");
  await expect(page.getByText("Next run")).toBeVisible();
  // Holds back whatever the palette still has to load.
  await page.route("**/_next/**", async (route) => {
    await gate.promise;
    await route.continue();
  });
  await page.evaluate(() => {
    const press = (key: string, ctrlKey = false) =>
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }),
      );
    press("k", true);
    for (const key of "gae") press(key);
    press("Backspace");
  });
  gate.resolve();
  const field = page.getByRole("combobox", { name: "Go to" });
  await expect(field).toHaveValue("ga");
  await field.pressSequentially("te");
  await expect(field).toHaveValue("gate");
  await expect(page).toHaveURL(/\/job/);
});

test.describe("in a zone half an hour off", () => {
  test.use({ timezoneId: "Asia/Kolkata" });

  test("times are local or UTC on every page, as was chosen, also after a reload", async ({ page }) => {
    const hour = (zone: string) =>
      new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format;
    const shown = page.getByRole("grid", { name: "Events, newest first" }).locator("tbody time").first();
    const isIn = async (zone: string) => {
      await page.goto("/events");
      const at = Date.parse((await shown.getAttribute("datetime")) ?? "");
      await expect(shown).toHaveText(new RegExp(`^${hour(zone)(at)}:`));
    };
    await isIn("Asia/Kolkata");
    await page.goto("/job");
    await page.getByRole("radio", { name: "Times in UTC" }).check();
    await isIn("UTC");
    await page.getByRole("radio", { name: "Local" }).check();
    await isIn("Asia/Kolkata");
  });
});

test("a theme that was chosen is there in the first byte, and the keys go through all three", async ({
  page,
}) => {
  await page.goto("/job");
  const button = page.getByRole("button", { name: /^Theme:/ });
  await button.press("Enter");
  await expect(button).toHaveAccessibleName(/^Theme: dark/);
  const first = async () => /<html[^>]*>/.exec(await (await page.request.get("/job")).text())?.[0];
  expect(await first()).toContain('data-theme="dark"');
  await button.press("Enter");
  expect(await first()).toContain('data-theme="light"');
  await expectAccessible(page);
  await button.press("Enter");
  expect(await first()).not.toContain("data-theme");
});

test("who wants less motion sees none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of ["/", "/evolution", "/job", "/robots", "/alerts"]) {
    await page.goto(path);
    await expect(page.getByRole("main")).not.toBeEmpty();
    const moving = () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1)
        .length;
    expect(await page.evaluate(moving)).toBe(0);
  }
});
