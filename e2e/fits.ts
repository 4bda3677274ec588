import type { Page } from "@playwright/test";

/** What a person can't get to see whole: beyond the page's edge, or cut by a box that neither scrolls nor says that there is more. */
export const whatIsCut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { documentElement: root } = document;
    if (root.scrollWidth > window.innerWidth)
      found.push(`the page: ${root.scrollWidth} of ${window.innerWidth} px`);
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 60)}"`;
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const inScrolling = (element: Element): boolean =>
      element !== root &&
      (scrolls(element) || (element.parentElement !== null && inScrolling(element.parentElement)));
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      // What is for screen readers alone is a pixel wide.
      return (
        width > 1 &&
        height > 1 &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      );
    };
    for (const element of document.querySelectorAll("main *, header *, nav *")) {
      if (!(element instanceof HTMLElement) || !isShown(element) || inScrolling(element)) continue;
      const { left, right } = element.getBoundingClientRect();
      if (left < -1 || right > window.innerWidth + 1)
        found.push(`${nameOf(element)} ends at ${Math.round(right)} px`);
      const { overflowX, textOverflow } = getComputedStyle(element);
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (
        hasText &&
        /hidden|clip/.test(overflowX) &&
        textOverflow !== "ellipsis" &&
        element.scrollWidth > element.clientWidth + 1
      )
        found.push(`${nameOf(element)} is cut`);
    }
    return found;
  });
