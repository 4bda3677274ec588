import type { Page } from "@playwright/test";
import { expect, expectAccessible, test as plain } from "./fixtures.ts";
import { type IdentityProvider, startIdentityProvider } from "./identity-provider.ts";

const test = plain.extend<object, { provider: IdentityProvider }>({
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
    async ({}, use) => {
      const provider = await startIdentityProvider();
      await use(provider);
      await provider.stop();
    },
    { scope: "worker" },
  ],
  serverSettings: [
    ({ provider }, use) => use({ env: provider.env, aggregationIntervalSeconds: 3598 }),
    { scope: "worker" },
  ],
});
// Each goes on where the one before has ended: there is one first admin.
test.describe.configure({ mode: "serial" });

async function comeThrough(page: Page, { name }: IdentityProvider, who: string): Promise<void> {
  await page.getByRole("link", { name: `Log in with ${name}` }).click();
  await page.getByLabel("Who are you?").fill(who);
  await page.getByRole("button", { name: "Go on" }).click();
}

test("who has a role at the provider comes from the log-in to where they wanted to go, and out again @phone", async ({
  page,
  provider,
  server,
  troubles,
}) => {
  await page.goto("/robots?state=online");
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  await expectAccessible(page);
  await comeThrough(page, provider, "vera-brainwave-viewer");
  await expect(page).toHaveURL(`${server.url}/robots?state=online`);
  await page.getByRole("button", { name: "Logged in as oidc:vera, viewer" }).click();
  await expect(page.getByText("You came in through the identity provider")).toBeVisible();
  await expectAccessible(page);
  // It stays so when the page is opened again.
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeAttached();
  await page.getByRole("button", { name: "Logged in as oidc:vera, viewer" }).click();
  // What the page was asking for at that moment is refused.
  troubles.expect(/\b401\b/);
  await page.getByRole("button", { name: "Log out everywhere" }).click();
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  await page.goto("/robots");
  await expect(page).toHaveURL(/\/login\?next=%2Frobots$/);
  expect(server.log()).not.toContain("a secret that is in no log");
});

test("who has no role there is told so, and who turns back comes back", async ({ page, provider }) => {
  await page.goto("/login");
  await comeThrough(page, provider, "nora");
  await expect(page.getByRole("alert").filter({ hasText: "gave you no role for this server" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/");
  await expect(page).toHaveURL(/\/login/);
});

test("an admin sees who came by the provider; while it is away a password works, and the page says why", async ({
  page,
  anotherPage,
  provider,
  server,
  expectDisconnects,
}) => {
  await page.goto("/access");
  await comeThrough(page, provider, "adam-brainwave-admin");
  const adam = page.getByRole("row", { name: /oidc:adam/ }).first();
  await expect(adam).toContainText(`admin by ${provider.name}`);
  await expect(adam.getByRole("combobox")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("Name").fill("ada");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Make the user" }).click();
  await expect(page.getByRole("row", { name: /ada/ }).first()).toBeVisible();

  expectDisconnects();
  await provider.stop();
  await server.restart();
  const other = await anotherPage();
  await other.goto("/login?next=/robots");
  await other.getByRole("link", { name: `Log in with ${provider.name}` }).click();
  await expect(other.getByRole("alert").filter({ hasText: "doesn't answer" })).toBeVisible();
  await expectAccessible(other);
  await other.getByLabel("Name").fill("ada");
  await other.getByLabel("Password").fill("correct horse battery");
  await other.getByRole("button", { name: "Log in" }).click();
  await expect(other).toHaveURL(/\/robots$/);
});
