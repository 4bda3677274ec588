import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

test(
  "a robot comes online, reports, and goes, in sight and with its reason",
  { tag: "@phone" },
  async ({ page, server }, { project }) => {
    const id = `robot_${project.name}`;
    await page.goto("/robots");
    const robot = await connectRobot(server.url, id);
    await robot.report({ cpu_usage: 41, battery_percentage: 17, arm_angle: 12.5 });
    await page
      .getByRole("group", { name: "Show robots that are" })
      .locator("label", { hasText: "Online" })
      .getByRole("button", { description: /where this value comes/ })
      .click();
    const origin = page.getByRole("dialog", { name: "Where this value comes from" });
    await expect(origin.getByText("telemetry.connection_established")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("radio", { name: /^All/ })).toBeChecked();
    await page.getByRole("link", { name: id }).click();

    await expect(page.getByRole("heading", { name: id })).toBeVisible();
    await expect(page.getByText("Online").first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Battery" })).toBeVisible();
    await expect(page.getByText("arm_angle").first()).toBeVisible();
    await expectAccessible(page);

    robot.close();
    await expect(page.getByText(/said goodbye/).first()).toBeVisible();
    await expect(page.getByText("Offline").first()).toBeVisible();
  },
);
