import { OutageList } from "../../lib/history/api.ts";
import { allOutages, type Outage } from "../../lib/history/outage.ts";

/** The server's outages from a moment on, oldest first. Rejects with a sentence for people. */
export const fetchOutages = (from: number, signal: AbortSignal): Promise<Outage[]> =>
  allOutages(null, async (to) => {
    const window = { from: from.toFixed(3), ...(to === null ? {} : { to: to.toFixed(3) }) };
    const answer = await fetch(`/api/history/outages?${new URLSearchParams(window)}`, { signal });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    return OutageList.parse(await answer.json()).outages;
  });
