"use client";

import { useMemo, useRef } from "react";
import { Empty } from "#components/ui/empty";
import { worstFirst } from "#lib/alerts/groups";
import { followBelow, holdOrder } from "#lib/alerts/held-order";
import type { AlertState, Mute } from "#lib/alerts/state";
import { formatNumber } from "#lib/format";
import { AlertGroups } from "./alert-groups.tsx";
import { OrderBar } from "./order-bar.tsx";
import { WHOLE_AT_FIRST } from "./use-folding.ts";
import { useHeldOrder } from "./use-held-order.ts";

interface EndedAlertsProps {
  ended: readonly AlertState[];
  mutes: ReadonlyMap<string, Mute>;
}

/** What is over, worst first, in places that stay while more ends. */
export function EndedAlerts({ ended, mutes }: EndedAlertsProps) {
  const list = useRef<HTMLUListElement>(null);
  const sorted = useMemo(() => [...ended].sort(worstFirst), [ended]);
  const { shown, news, turn, renew } = useHeldOrder(sorted, (before) =>
    holdOrder(before, {
      newest: sorted,
      // What fires again is among what fires; here it stays as it ended.
      asNow: (alert) => alert,
      follows: followBelow(before, WHOLE_AT_FIRST),
    }),
  );
  if (shown.length === 0) return <Empty title="No alert has ended yet" />;
  return (
    <div>
      <OrderBar list={list} verb={news.length > 0 ? "Show" : null} urgent={false} onRenew={renew}>
        <p className="truncate">
          {news.length > 0 ? `${formatNumber(news.length)} more ended since` : "Worst first"}
        </p>
      </OrderBar>
      <AlertGroups ref={list} alerts={shown} turn={turn} mutes={mutes} />
    </div>
  );
}
