import type { BrowserContext, Page } from "@playwright/test";
import { collectTroubles } from "../troubles.ts";
import { until } from "./until.ts";
import { ELSEWHERE, INJECTED } from "./xss-texts.ts";

const LONG_ENOUGH_MS = 15_000;

/** What came of texts on pages, over all that were looked at. */
export interface Watch {
  /** A page of a browser without a past. */
  page(context: BrowserContext): Promise<Page>;
  /** Looks at a page once it is drawn and, unless it is `bare`, shows one of the texts. */
  look(page: Page, options?: { bare?: boolean }): Promise<void>;
  shown: ReadonlySet<string>;
  seen(): Seen;
  /** Of the browser. A script or style that the policy had to stop is one, too. */
  complaints(): readonly string[];
  /** Addresses of pages that aren't bare and showed none of the texts. */
  pagesWithoutText: readonly string[];
}

export interface Seen {
  pages: number;
  ran: number;
  injected: number;
  /** Requests that such a text caused to somebody else. */
  elsewhere: number;
}

export function watchPages(url: string, texts: readonly string[]): Watch {
  const troubles = collectTroubles(url);
  // What an address asks for and there is not, or can't be: a page, an event.
  troubles.expect(/status of 4(04|22)/);
  // A busy machine's store lets one wait too long, which is another fault's matter.
  troubles.expect(/status of 503/);
  // The walk leaves a page that shows its text, connected or not.
  troubles.expect(/WebSocket is closed before the connection is established/);
  const shown = new Set<string>();
  const pagesWithoutText: string[] = [];
  let [pages, ran, injected, elsewhere] = [0, 0, 0, 0];
  return {
    async page(context) {
      troubles.watch(context);
      context.on("request", (request) => {
        if (URL.parse(request.url())?.hostname === ELSEWHERE) elsewhere += 1;
      });
      const page = await context.newPage();
      page.on("dialog", (dialog) => {
        ran += 1;
        // Its page may be gone by then.
        dialog.dismiss().catch(() => undefined);
      });
      return page;
    },
    async look(page, { bare = false } = {}) {
      let here: string[] = [];
      const isThere = async () => {
        // A page that goes away at this moment tells nothing.
        const sight = await page.evaluate(look, { mark: INJECTED, elsewhere: ELSEWHERE }).catch(() => null);
        if (sight === null) return !page.url().startsWith(url);
        injected += sight.injected;
        here = texts.filter((text) => sight.text.includes(text));
        return sight.injected > 0 || (sight.drawn && (bare || here.length > 0));
      };
      await until(isThere, LONG_ENOUGH_MS);
      for (const text of here) shown.add(text);
      pages += 1;
      if (here.length === 0 && !bare) pagesWithoutText.push(page.url());
    },
    shown,
    seen: () => ({ pages, ran, injected, elsewhere }),
    complaints: troubles.unexpected,
    pagesWithoutText,
  };
}

interface Sight {
  /** Nothing is still being fetched. */
  drawn: boolean;
  /** All that can be read on the page. */
  text: string;
  /** Elements that nobody of ours has put there. */
  injected: number;
}

/** In the page. `mark` is the class that an injected element has, `elsewhere` the host that it leads to. */
function look({ mark, elsewhere }: { mark: string; elsewhere: string }): Sight {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest("script, style, template, noscript")) texts.push(node.nodeValue ?? "");
  const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")];
  const leadsAway = ({ name, value }: Attr) =>
    /^((xlink:)?href|src|action|formaction|data)$/.test(name) &&
    (/^\s*(javascript:|data:text)/i.test(value) || URL.parse(value, location.href)?.hostname === elsewhere);
  const isForeign = (element: Element) =>
    element.classList.contains(mark) ||
    element.matches("iframe, object, embed, base, [srcdoc], meta[http-equiv]") ||
    // A part that is fetched later has an address instead, which the first script vouches for.
    (element instanceof HTMLScriptElement && element.nonce === "" && element.src === "") ||
    [...element.attributes].some((one) => one.name.startsWith("on") || leadsAway(one));
  return {
    drawn: !document.querySelector("[aria-busy=true]") && !texts.includes("Connecting"),
    text: [...texts, ...fields.map(({ value }) => value)].join("\n"),
    injected: [...document.querySelectorAll("*")].filter(isForeign).length,
  };
}
