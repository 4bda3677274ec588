import type { Page } from "@playwright/test";

/** One thing of the page as a screen reader gets it. */
export interface Spoken {
  role: string;
  name: string;
  /** Of a heading. */
  level: number | null;
  /** What it is in, the nearest first. */
  within: { role: string; name: string }[];
}

const CONTROLS = [
  ...["button", "link", "radio", "checkbox", "switch", "textbox", "searchbox", "combobox", "slider"],
  ...["tab", "option", "menuitem", "spinbutton"],
];
const PICTURES = ["image", "img", "figure", "application", "graphics-symbol"];
const PLACES = ["region", "navigation", "grid", "tree", "tablist", "listbox", "dialog"];

/** Chromium's own accessibility tree, in its order, without what is ignored. */
export async function readSpoken(page: Page): Promise<Spoken[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  await devtools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const all: Spoken[] = [];
  const walk = (id: string, within: Spoken["within"]): void => {
    const node = byId.get(id);
    if (!node) return;
    const role = String(node.role?.value ?? "");
    const name = String(node.name?.value ?? "").trim();
    const level = node.properties?.find((one) => one.name === "level")?.value.value;
    if (!node.ignored) all.push({ role, name, level: Number(level) || null, within });
    const here = node.ignored || role === "generic" ? within : [{ role, name }, ...within];
    for (const child of node.childIds ?? []) walk(child, here);
  };
  const root = nodes[0];
  if (root) walk(root.nodeId, []);
  return all;
}

/** What a listener could not make out: nameless controls, pictures and places, and headings out of order. */
export function unclear(spoken: readonly Spoken[]): string[] {
  const found: string[] = [];
  for (const one of spoken) {
    const inPicture = one.within.some(({ role }) => PICTURES.includes(role));
    const wantsName =
      CONTROLS.includes(one.role) || (!inPicture && [...PICTURES, ...PLACES].includes(one.role));
    if (wantsName && !one.name) found.push(`${one.role} without a name in ${pathOf(one)}`);
    if (one.role === "table" && !one.name && !one.within.some(({ role, name }) => role === "region" && name))
      found.push(`table without a name in ${pathOf(one)}`);
  }
  for (const role of ["table", "grid"])
    if (count(spoken, role) > 0 && count(spoken, "columnheader") + count(spoken, "rowheader") === 0)
      found.push(`a ${role} without heads`);
  if (count(spoken, "main") !== 1) found.push("not one main");
  // A page for a screen that nobody touches has none.
  if (count(spoken, "banner") > 1) found.push("more than one banner");
  let above = 0;
  for (const { role, name, level } of spoken) {
    if (role !== "heading" || level === null) continue;
    if (level > above + 1) found.push(`"${name}" is a heading of level ${level} below ${above}`);
    above = level;
  }
  if (spoken.filter(({ role, level }) => role === "heading" && level === 1).length !== 1)
    found.push("not one heading of level 1");
  return found;
}

const count = (spoken: readonly Spoken[], role: string) => spoken.filter((one) => one.role === role).length;
const pathOf = ({ within }: Spoken) => within.map(({ role, name }) => `${role} "${name}"`).join(" in ");

/** From now on: what the page's live regions would say. Returns what reads it. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const told: string[] = [];
    const regionOf = (node: Node): Element | null => {
      const element = node instanceof Element ? node : node.parentElement;
      const region = element?.closest("[role=status], [role=alert], [role=log], [aria-live]");
      return region?.getAttribute("aria-live") === "off" ? null : (region ?? null);
    };
    const isTold = (region: Element, { type, addedNodes }: MutationRecord): boolean => {
      const kinds = region.getAttribute("aria-relevant") ?? "additions text";
      return type === "characterData" ? kinds.includes("text") : addedNodes.length > 0;
    };
    new MutationObserver((changes) => {
      const regions = new Set<Element>();
      for (const change of changes) {
        const region = regionOf(change.target);
        if (region && isTold(region, change)) regions.add(region);
      }
      for (const region of regions) told.push(region.textContent ?? "");
    }).observe(document, { subtree: true, childList: true, characterData: true });
    return told;
  });
  return () => said.evaluate((told) => told);
}
