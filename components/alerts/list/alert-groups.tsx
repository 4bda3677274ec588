"use client";

import { type RefObject, useState } from "react";
import { Button } from "#components/ui/button";
import { countKinds } from "#lib/alerts/count-kinds";
import { type AlertGroup, groupsInOrder, sameGroups } from "#lib/alerts/groups";
import { kindName } from "#lib/alerts/rule-words";
import type { AlertState, Mute } from "#lib/alerts/state";
import { formatNumber, plural } from "#lib/format";
import { GroupItem } from "./group-item.tsx";
import { useDrawnInTurns } from "./use-drawn-in-turns.ts";
import { useFolding } from "./use-folding.ts";
import { useGroupKeys } from "./use-group-keys.ts";

interface AlertGroupsProps {
  ref: RefObject<HTMLUListElement | null>;
  /** In the order of their groups. */
  alerts: readonly AlertState[];
  /** Another one when they are in another order. */
  turn: number;
  mutes: ReadonlyMap<string, Mute>;
  /** Some of them are over. */
  tellsOver?: boolean;
}

/** Alerts by whom they are about. Of many only the first are drawn whole: the others are a line each, which opens in place. */
export function AlertGroups({ ref, alerts, turn, mutes, tellsOver = false }: AlertGroupsProps) {
  const groups = useSameGroups(alerts);
  const { folds, isOpen, fold, foldAll, allOpen } = useFolding(groups);
  const drawn = useDrawnInTurns(groups.length, `${turn} ${allOpen}`, (place) =>
    isOpen(groups[place]?.key ?? "", place),
  );
  useGroupKeys(ref);
  const closed = groups.filter(({ key }, place) => !isOpen(key, place)).length;
  return (
    <>
      {folds && (
        <div className="mb-2 flex h-8 items-center gap-x-4 text-12 text-quiet">
          <p className="figures min-w-0 flex-1 truncate">{countWords(alerts)}</p>
          <Button kind="quiet" onClick={() => foldAll(closed === 0)}>
            {closed === 0 ? "Fold all but the first" : `Open all, ${formatNumber(closed)} more`}
          </Button>
        </div>
      )}
      {/* What takes the focus isn't brought below the bar above. */}
      <ul ref={ref} className="flex flex-col [&_:is(a,button)]:scroll-mt-11">
        {groups.slice(0, drawn).map((group, place) => (
          <GroupItem
            key={group.key}
            group={group}
            mute={mutes.get(group.key)}
            tellsOver={tellsOver}
            open={isOpen(group.key, place)}
            {...(folds && { onFold: fold })}
          />
        ))}
      </ul>
    </>
  );
}

/** The groups of these alerts, each the same object until something in it changes: hundreds aren't drawn for one. */
function useSameGroups(alerts: readonly AlertState[]): readonly AlertGroup[] {
  const [kept, setKept] = useState<{ alerts: readonly AlertState[]; groups: AlertGroup[] } | null>(null);
  let current = kept;
  if (current?.alerts !== alerts) {
    current = { alerts, groups: sameGroups(kept?.groups ?? [], groupsInOrder(alerts)) };
    setKept(current);
  }
  return current.groups;
}

/** "200 alerts: 150 battery low, 50 run failed". */
function countWords(alerts: readonly AlertState[]): string {
  const kinds = countKinds(alerts).map(([kind, count]) => `${formatNumber(count)} ${kindName(kind)}`);
  return `${plural(alerts.length, "alert")}: ${kinds.join(", ")}`;
}
