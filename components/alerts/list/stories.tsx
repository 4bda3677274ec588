"use client";

import { useRef } from "react";
import { Empty } from "#components/ui/empty";
import { holdOrder } from "#lib/alerts/held-order";
import type { Incident } from "#lib/alerts/incidents";
import { plural } from "#lib/format";
import { OrderBar } from "./order-bar.tsx";
import { Story } from "./story.tsx";
import { useDrawnInTurns } from "./use-drawn-in-turns.ts";
import { useHeldOrder } from "./use-held-order.ts";

/** What belongs together by time and cause, each as one story with its moments: newest first, in places that stay. */
export function Stories({ incidents }: { incidents: readonly Incident[] }) {
  const list = useRef<HTMLUListElement>(null);
  const { shown, news, turn, renew } = useHeldOrder(incidents, (before) => {
    const known = new Map(incidents.map((incident) => [incident.id, incident]));
    // One whose alerts aren't kept any more stays as it was.
    return holdOrder(before, { newest: incidents, asNow: (incident) => known.get(incident.id) ?? incident });
  });
  const drawn = useDrawnInTurns(shown.length, String(turn), () => true);
  if (shown.length === 0) return <Empty title="No incident is known" />;
  return (
    <div>
      <OrderBar list={list} verb={news.length > 0 ? "Show" : null} urgent={false} onRenew={renew}>
        <p className="truncate">
          {news.length > 0 ? `${plural(news.length, "new incident")}` : "Newest first"}
        </p>
      </OrderBar>
      <ul ref={list} className="flex flex-col gap-3 [&_:is(a,summary)]:scroll-mt-11">
        {shown.slice(0, drawn).map((incident) => (
          <Story key={incident.id} incident={incident} />
        ))}
      </ul>
    </div>
  );
}
