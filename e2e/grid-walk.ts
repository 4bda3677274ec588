import { expect, type Locator, type Page } from "@playwright/test";

/** Whom the keys came to in a grid: by the tile's own word, else by the parameter of the row's link; null for nobody. */
export const chosenIn = (grid: Locator, parameter: "agent" | "robot"): Promise<string | null> =>
  grid.evaluate((it, name) => {
    const row = document.getElementById(it.getAttribute("aria-activedescendant") ?? "");
    const link = row?.querySelector("a");
    return row?.dataset.robot ?? (link ? new URL(link.href).searchParams.get(name) : null);
  }, parameter);

/** Goes into a grid and on to its next row with the keys. `chosen` tells whom they came to. */
export async function walkInto(
  page: Page,
  grid: Locator,
  chosen: () => Promise<string | null>,
): Promise<void> {
  await grid.focus();
  // The server's first screen hears no keys until the code has come.
  await expect(async () => {
    await page.keyboard.press("j");
    expect(await chosen()).not.toBeNull();
  }).toPass();
  await page.keyboard.press("j");
}
