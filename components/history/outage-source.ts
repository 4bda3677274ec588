import { OutageList } from "../../lib/history/api.ts";
import type { Outage } from "../../lib/history/outage.ts";

/** The server's outages that touch a window, oldest first. Rejects with a sentence for people. */
export async function fetchOutages(from: number, signal: AbortSignal): Promise<Outage[]> {
  const answer = await fetch(`/api/history/outages?from=${from.toFixed(3)}`, { signal });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return OutageList.parse(await answer.json()).outages;
}
