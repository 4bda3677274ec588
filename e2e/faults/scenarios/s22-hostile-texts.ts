import type { Page } from "@playwright/test";
import { becomeAdmin, PASSWORD } from "../admin.ts";
import { openBrowser } from "../browser.ts";
import { askWith } from "../hostile-answers.ts";
import { fillWith } from "../hostile-fill.ts";
import { everyPage, everyParameter, type Known, type Stop } from "../hostile-walk.ts";
import { type Seen, type Watch, watchPages } from "../hostile-watch.ts";
import { inParallel } from "../parallel.ts";
import type { Rig } from "../rig.ts";
import { atLeast, exactly, none, type Scenario } from "../scenario.ts";
import { needs, until } from "../until.ts";
import { XSS_ADDRESSES, XSS_TEXTS } from "../xss-texts.ts";

/** Pages that are open at once. */
const AT_ONCE = 3;
const LOGGED_IN_WITHIN_MS = 5_000;

const INJECTED_TEXTS = `${XSS_TEXTS.length} texts wherever somebody outside can put one, past the gateway and through its doors, and in addresses; a real browser on every page`;

export const hostileTexts: Scenario = {
  id: "S22",
  title: "Texts in ids, reasons, types and sources that a page would run",
  promises:
    "whatever stands in an id, a reason, a type, a source or an address is shown as text: nothing of it runs, becomes a node or leads elsewhere; all HTML has a policy with a nonce of its own",
  injects: `${INJECTED_TEXTS} and in all that opens there`,
  injectsInFull: `${INJECTED_TEXTS}, in all that opens there, and with a text for every parameter that an address may have`,
  quick: true,
  defences: [
    "components/ui/id.tsx: an id is put into the page as HTML → a page is led elsewhere, where the walk ends",
    "components/ui/id.tsx and server/security/headers.ts: and the policy lets inline scripts run → they do, and the walk ends at the first dialog",
    "server/http/listener.ts: whatever begins with the static files' folder is no page → HTML without a policy with a nonce of its own (10)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const gateway = await rig.gateway(redis.url, { env: { ALERT_INTERNAL_ADDRESSES: "on" } });
    const { url } = gateway;
    const browser = await openBrowser(rig);
    const watch = watchPages(url, XSS_TEXTS);
    const page = await watch.page(await browser.newContext());
    await page.goto(url);
    await page.getByRole("banner").getByRole("status").getByText("Live", { exact: true }).waitFor();
    // What comes while one looks, too.
    await fillWith(XSS_TEXTS, { rig, redis, url });
    await watch.look(page);
    const known = await whatIsKnown(url);
    const stops = [...everyPage(XSS_TEXTS, known), ...(rig.full ? everyParameter(XSS_TEXTS) : [])];
    const pages = [page];
    for (let n = 1; n < AT_ONCE; n++) pages.push(await watch.page(await browser.newContext()));
    await inParallel(stops.length, AT_ONCE, async (n) => {
      const { path, open, bare = false } = stops[n] as Stop;
      const free = pages.pop() as Page;
      await free.goto(url + path);
      await open?.(free);
      // Also what is fetched last: all that is below the first screen.
      if (rig.full) await free.waitForLoadState("networkidle");
      await watch.look(free, { bare });
      pages.push(free);
    });
    const asked = XSS_TEXTS.filter((_, n) => rig.full || n % 4 === 0);
    const answers = await askWith(gateway, asked);
    const doors = await logIn(rig);
    const sum = (name: keyof Seen) => watch.seen()[name] + doors.seen()[name];
    return [
      exactly("scripts that ran", sum("ran"), 0),
      exactly("injected nodes", sum("injected"), 0),
      none("complaints of the browser", [...watch.complaints(), ...doors.complaints()]),
      exactly("requests and redirects to elsewhere", sum("elsewhere") + answers.leadingAway, 0),
      exactly("texts that no page showed as they are", XSS_TEXTS.length - watch.shown.size, 0),
      none("pages that showed none", [...watch.pagesWithoutText, ...doors.pagesWithoutText]),
      atLeast("pages looked at", sum("pages"), stops.length),
      exactly("HTML without a policy with a nonce of its own", answers.withoutPolicy, 0),
      exactly("HTML with a text as a tag", answers.asTags, 0),
      exactly("other answers that may be taken for HTML", answers.unmarked, 0),
      atLeast("answers that are HTML", answers.html, 5 * asked.length),
    ];
  },
};

async function whatIsKnown(url: string): Promise<Known> {
  const answer = await fetch(`${url}/api/events?limit=1000`);
  const { events } = (await answer.json()) as {
    events: { stream_id: string; type: string; source: string }[];
  };
  const isText = (name: string) => XSS_TEXTS.includes(name);
  const runs = events.filter(({ type, source }) => type === "metrics.aggregation_started" && isText(source));
  return {
    events: events.filter(({ type }) => isText(type)).map(({ stream_id }) => stream_id),
    runs: runs.map(({ stream_id }) => stream_id),
    moment: await whenAlertsHadFired(url),
  };
}

async function whenAlertsHadFired(url: string): Promise<string> {
  let moment: string | undefined;
  await needs("an alert fires", async () => {
    const answer = await fetch(`${url}/api/events?type=alert.fired&limit=1`);
    const { events } = (await answer.json()) as { events: { stream_id: string }[] };
    moment = events[0]?.stream_id;
    return moment !== undefined;
  });
  return moment ?? "";
}

/** Where one must log in: on the way to an address of somebody else's, and with robots' tokens for each text. */
async function logIn(rig: Rig): Promise<Watch> {
  const gateway = await rig.gateway(undefined, { env: { ACCESS: "on" } });
  const { url } = gateway;
  const admin = await becomeAdmin(gateway);
  for (const text of XSS_TEXTS)
    await admin.makeToken({ role: "robot", robots: text, label: text.slice(0, 100) });
  const browser = await openBrowser(rig);
  const watch = watchPages(url, XSS_TEXTS);
  // One that would run, and one that leads elsewhere.
  for (const next of XSS_ADDRESSES.slice(-2)) {
    const page = await watch.page(await browser.newContext());
    await page.goto(`${url}/login?next=${encodeURIComponent(next)}`);
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Log in" }).click();
    await until(() => !page.url().startsWith(`${url}/login`), LOGGED_IN_WITHIN_MS);
    await page.goto(`${url}/access`);
    await watch.look(page);
    await page.context().close();
  }
  return watch;
}
