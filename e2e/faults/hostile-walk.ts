import type { Page } from "@playwright/test";

/** One place to look at, and what is opened there first. */
export interface Stop {
  path: string;
  open?(page: Page): Promise<unknown>;
  /** It has no place for a text of somebody else's. */
  bare?: true;
}

/** What texts of the stream are known by in addresses. */
export interface Known {
  /** Stream ids of events whose type is such a text. */
  events: readonly string[];
  /** Of runs of jobs that are named by such a text. */
  runs: readonly string[];
  /** A moment at which alerts of such texts have fired. */
  moment: string;
}

const q = encodeURIComponent;
const linkTo = {
  agent: (id: string) => `/evolution?agent=${q(id)}`,
  robot: (id: string) => `/robots?robot=${q(id)}`,
  connect: (id: string) => `/robots/connect?robot=${q(id)}`,
  job: (id: string) => `/job?job=${q(id)}`,
  run: (streamId: string) => `/job?run=${q(streamId)}`,
  event: (streamId: string) => `/events?event=${q(streamId)}`,
  filter: (text: string) => `/events?query=${q(text)}`,
  type: (type: string) => `/events?tab=contract&contract=${q(type)}`,
};
/** Those of every page: each reads its own, and has to make nothing of the others. */
const PARAMS =
  "agent at capsule cmp contract event from group hidden job lanes look low metric next order problem q query robot rule run samples show sort span state tab types v view window with zoom";
const PAGES = [
  "/",
  "/wall",
  "/evolution",
  "/job",
  "/robots",
  "/robots/fleet",
  "/robots/connect",
  "/events",
  "/alerts",
];
const withAll = (text: string): string =>
  PARAMS.split(" ")
    .map((name) => `${name}=${q(text)}`)
    .join("&");

/** Each page with a text for every parameter that an address may have. */
export const everyParameter = (texts: readonly string[]): Stop[] =>
  PAGES.map((page, n) => ({ path: `${page}?${withAll(texts[n % texts.length] ?? "")}` }));

/** Every page, with all that opens on it; each time another text. */
export function everyPage(texts: readonly string[], { events, runs, moment }: Known): Stop[] {
  let n = 0;
  const next = (): string => texts[n++ % texts.length] ?? "";
  const aside = (page: Page) => page.getByRole("region", { name: "All entries put aside" });
  return [
    { path: "/" },
    { path: "/", open: (page) => openPalette(page, "alert") },
    { path: "/wall" },
    { path: "/evolution" },
    { path: `${linkTo.agent(next())}&v=1` },
    { path: `${linkTo.agent(next())}&v=2&cmp=1` },
    { path: "/evolution?view=impact" },
    { path: `/evolution?view=compare&with=${q([next(), next(), next()].map(q).join(","))}` },
    { path: linkTo.job(next()) },
    { path: linkTo.run(runs[0] ?? "") },
    { path: "/robots" },
    { path: "/robots?look=tiles" },
    { path: linkTo.robot(next()) },
    { path: `${linkTo.robot(next())}&samples=table` },
    { path: "/robots/fleet" },
    { path: linkTo.connect(next()) },
    { path: "/events" },
    { path: "/events", open: completeSource },
    { path: linkTo.event(events[n % events.length] ?? "") },
    { path: linkTo.filter(`robot:${JSON.stringify(next())}`) },
    { path: "/events?tab=contract" },
    { path: linkTo.type(next()) },
    { path: "/events?tab=contract", open: (page) => aside(page).getByRole("button").first().click() },
    { path: "/events?tab=streams" },
    { path: "/alerts" },
    { path: "/alerts?tab=incidents" },
    { path: "/alerts?tab=rules&rule=hostile_1" },
    { path: "/alerts?tab=delivery" },
    { path: `/alerts?at=${q(moment)}` },
    { path: `/${q(next())}`, bare: true },
  ];
}

async function openPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).fill(text);
}

async function completeSource(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Filter" }).fill("source:");
  await page.getByRole("option").first().waitFor();
}
