import type { Page } from "@playwright/test";
import { connectRobot as robotClient } from "#lib/telemetry/robot-client";
import { expect, expectAccessible, test } from "./fixtures.ts";

test.use({ serverSettings: { env: { ACCESS: "on" }, aggregationIntervalSeconds: 3599 } });
// Each goes on where the one before has ended: there is one first admin.
test.describe.configure({ mode: "serial" });

const ADA = { name: "ada", password: "correct horse battery" };
const VIC = { name: "vic", password: "staple of the viewers" };

async function logIn(page: Page, { name, password }: typeof ADA): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

test("the first admin is made with the link that the server printed, and lets others in @phone", async ({
  page,
  server,
  troubles,
}) => {
  const link = /http\S+\/setup#\S+/.exec(server.log())?.[0] ?? "";
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Make the admin" }).click();
  await expect(page).toHaveURL(/\/access$/);
  await expect(page.getByRole("row", { name: /ada/ }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Logged in as ada, admin" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("Name").fill(VIC.name);
  await page.getByLabel("Password").fill(VIC.password);
  await page.getByRole("button", { name: "Make the user" }).click();
  await expect(page.getByRole("row", { name: /vic/ })).toBeVisible();

  // The link is used up.
  troubles.expect(/401/);
  await page.goto(link);
  await page.reload();
  await page.getByLabel("Name").fill("eve");
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Make the admin" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "used up" })).toBeVisible();
  expect(server.log()).not.toContain(ADA.password);
});

test("a token is shown once, lets its robot in, and out again when it is revoked", async ({
  page,
  server,
}) => {
  await page.goto("/access");
  await expect(page).toHaveURL(/\/login\?next=%2Faccess$/);
  await expect(page.getByRole("link", { name: /Log in with/ })).toHaveCount(0);
  await logIn(page, ADA);
  await expect(page).toHaveURL(/\/access$/);
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Robots").fill("amr_*");
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = (await page.getByText(/^bw_\w{8}_/).textContent()) ?? "";
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have it" }).click();
  const key = token.slice(3, 11);
  await expect(page.getByRole("row", { name: new RegExp(key) })).toContainText("amr_*");
  await expect(page.getByText(token)).toHaveCount(0);

  const states: string[] = [];
  const robot = robotClient({
    url: server.url,
    robotId: "amr_7",
    token,
    onStatus: (status) => states.push(status.kind === "refused" ? status.code : status.kind),
  });
  await expect.poll(() => states.at(-1)).toBe("connected");
  await page.getByRole("button", { name: `Revoke ${key}` }).click();
  await page.getByRole("button", { name: `Yes, revoke ${key}` }).click();
  await expect.poll(() => states.at(-1)).toBe("unauthorized");
  robot.close();
  await expect(page.getByRole("row", { name: new RegExp(key) })).toContainText("revoked");
  expect(server.log()).not.toContain(token.slice(12));
});

test("who has the longest name can be given another role and removed, and the page fits, on the narrowest screen", async ({
  page,
}) => {
  const name = `${"operator-of-the-night.".repeat(3)}x`.slice(0, 64);
  await page.goto("/access");
  await logIn(page, ADA);
  await expect(page).toHaveURL(/\/access$/);
  const status = await page.evaluate(
    (body) =>
      fetch("/api/access/users", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      }).then((answer) => answer.status),
    JSON.stringify({ name, role: "operator", password: ADA.password }),
  );
  expect(status).toBe(201);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.reload();
  const remove = page.getByRole("button", { name: `Remove ${name}` });
  for (const control of [page.getByRole("combobox", { name: `Role of ${name}` }), remove]) {
    await control.scrollIntoViewIfNeeded();
    await expect(control).toBeInViewport({ ratio: 1 });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(
    await page
      .getByRole("region", { name: "Users" })
      .last()
      .evaluate((region) => region.scrollWidth - region.clientWidth),
  ).toBe(0);
  await expectAccessible(page);
  await remove.click();
  await page.getByRole("button", { name: `Yes, remove ${name}` }).click();
  await expect(remove).toHaveCount(0);
});

test("a viewer sees everything live and can change nothing; logged out, the page asks again @phone", async ({
  page,
  troubles,
}) => {
  troubles.expect(/401/);
  await page.goto("/robots?state=online");
  await expectAccessible(page);
  await logIn(page, { ...VIC, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "Name or password is wrong" })).toBeVisible();
  await logIn(page, VIC);
  await expect(page).toHaveURL(/\/robots\?state=online$/);

  await page.getByRole("button", { name: "Keys and settings" }).click();
  const demo = page.getByRole("button", { name: "Start demo" });
  await expect(demo).toHaveAttribute("aria-disabled", "true");
  await expect(demo).toHaveAccessibleDescription(/needs the role operator/);
  await page.keyboard.press("Escape");

  troubles.expect(/403/);
  await page.goto("/access");
  await expect(page.getByRole("alert").filter({ hasText: "This needs the role admin" })).toBeVisible();

  await page.goto("/robots");
  await page.getByRole("button", { name: "Logged in as vic, viewer" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Log out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
});

test("who is logged out elsewhere is led to the log-in, and back to the same place", async ({
  page,
  anotherPage,
}) => {
  await page.goto("/events?type=dna");
  await logIn(page, VIC);
  await expect(page.getByRole("heading", { name: "Events", exact: true })).toBeVisible();
  const other = await anotherPage();
  await other.goto("/");
  await logIn(other, VIC);
  await other.getByRole("button", { name: "Logged in as vic, viewer" }).click();
  await other.getByRole("button", { name: "Log out everywhere" }).click();
  await expect(page).toHaveURL(/\/login\?next=%2Fevents%3Ftype%3Ddna$/);
});
