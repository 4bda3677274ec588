import { expect, type Locator, type Page } from "@playwright/test";

/** Where the Tab key came to. */
export interface TabStop {
  name: string;
  /** Whether a line around it, or around what it belongs to, shows that it has the focus. */
  shown: boolean;
}

/** More stops than a page has: who needs them goes round in a trap. */
const STOPS_AT_MOST = 120;
/** Where the page begins again. */
const FIRST_STOP = "Skip to the content";

/** Walks through the whole page with the Tab key, from its beginning; rejects where the key doesn't lead out again. */
export async function walkByTab(page: Page): Promise<TabStop[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.getByRole("link", { name: FIRST_STOP }).focus();
  const stops: TabStop[] = [];
  while (stops.length < STOPS_AT_MOST) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(readStop);
    if (stop === null || stop.name === FIRST_STOP) return stops;
    stops.push(stop);
  }
  throw new Error(`After ${STOPS_AT_MOST} stops the Tab key is still in the page: ${stops.at(-1)?.name}`);
}

/** Goes to it with the Tab key (or back), seeing at each stop where it is; rejects where the key doesn't lead there. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < STOPS_AT_MOST; stops++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(readStop);
    expect(stop?.shown ?? true, `${stop?.name} shows that it has the focus`).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${STOPS_AT_MOST} times ${key} didn't lead to ${target}`);
}

function readStop(): TabStop | null {
  const { activeElement } = document;
  if (!activeElement || activeElement === document.body) return null;
  const outlined = (element: Element | null, up: number): boolean => {
    if (!element || up < 0) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return (
      (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) ||
      outlined(element.parentElement, up - 1)
    );
  };
  const labels =
    activeElement instanceof HTMLInputElement || activeElement instanceof HTMLSelectElement
      ? activeElement.labels
      : null;
  const label = activeElement.getAttribute("aria-label") ?? labels?.[0]?.textContent;
  const name = label || activeElement.querySelector("title")?.textContent || activeElement.textContent || "";
  return { name: name.trim(), shown: outlined(activeElement, 2) };
}
