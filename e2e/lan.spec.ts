import { expect, expectAccessible, test as plain } from "./fixtures.ts";

const NAME = "brainwave.lan";

// A browser that finds the server under a name of the network, over plain http: no page is trusted there as on loopback.
const test = plain.extend({
  launchOptions: [
    ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
      }),
    { scope: "worker" },
  ],
});
test.use({
  serverSettings: { env: { ACCESS: "on", ALLOWED_HOSTS: NAME }, aggregationIntervalSeconds: 3597 },
});

test("from another machine the first admin is made, and a token that can be copied", async ({
  page,
  server,
  troubles,
}) => {
  // It counts behind a proxy with TLS, of which the server may know nothing.
  troubles.expect(/Cross-Origin-Opener-Policy header has been ignored/);
  const link = /\/setup#\S+/.exec(server.log())?.[0] ?? "";
  await page.goto(`http://${NAME}:${server.port}${link}`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await page.getByLabel("Name").fill("ada");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Make the admin" }).click();
  await expect(page).toHaveURL(/\/access$/);

  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Robots").fill("robot_*");
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = (await page.getByText(/^bw_\w{8}_/).textContent()) ?? "";
  await page.getByRole("button", { name: "Copy the token" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have it" }).click();

  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("Name").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByLabel("Name")).toHaveValue(token);
});
