import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Nothing on the page, as it is now, keeps a person out: axe finds nothing serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const all = await new AxeBuilder({ page }).analyze();
  // New in WCAG 2.2, and off unless asked for. What stands on a time axis stands where it happened, however close that is
  // to something else (2.5.8, essential); keys reach each.
  const targets = await new AxeBuilder({ page })
    .exclude("[data-time-axis]")
    .withRules("target-size")
    .analyze();
  const violations = [...all.violations, ...targets.violations];
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    where: nodes.map(({ target }) => target.join(" ")),
  }));
  expect(found).toEqual([]);
}
