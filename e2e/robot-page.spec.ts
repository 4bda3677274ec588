import { expect, expectAccessible, test } from "./fixtures.ts";
import { connectRobot } from "./robots.ts";

test(
  "a robot that comes and goes is called flapping, and every stay can be walked by keyboard",
  { tag: "@phone" },
  async ({ page, server }, { project }) => {
    const id = `flapper_${project.name}`;
    for (let i = 0; i < 5; i++) {
      const robot = await connectRobot(server.url, id);
      robot.disconnect();
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
      .focus();
    await page.keyboard.press("ArrowLeft");
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
  robot.disconnect();
});
