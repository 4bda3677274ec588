"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "#components/ui/button";
import { countKinds } from "#lib/alerts/count-kinds";
import type { AlertGroup } from "#lib/alerts/groups";
import { kindName } from "#lib/alerts/rule-words";
import type { Mute } from "#lib/alerts/state";
import { formatNumber, plural } from "#lib/format";
import { GroupItem } from "./group-item.tsx";
import { useFolding } from "./use-folding.ts";
import { useGroupKeys } from "./use-group-keys.ts";

interface AlertGroupsProps {
  groups: readonly AlertGroup[];
  mutes: ReadonlyMap<string, Mute>;
  now: number;
  /** Some of them are over. */
  tellsOver?: boolean;
  /** What there is to say of all of them. */
  note?: ReactNode;
}

/** Alerts by whom they are about. Of many only the first are drawn whole: the others are a line each, which opens in place. */
export function AlertGroups({ groups, mutes, now, tellsOver = false, note }: AlertGroupsProps) {
  const list = useRef<HTMLUListElement>(null);
  const { folds, isOpen, fold, foldAll } = useFolding(groups);
  useGroupKeys(list);
  const closed = groups.filter(({ key }, place) => !isOpen(key, place)).length;
  return (
    <>
      <div className="mb-2 flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 text-12 text-quiet empty:hidden">
        {note}
        {folds && <p className="figures min-w-0">{countWords(groups)}</p>}
        {folds && (
          <Button kind="quiet" className="-my-1.5 ms-auto" onClick={() => foldAll(closed === 0)}>
            {closed === 0 ? "Fold all but the first" : `Open all, ${formatNumber(closed)} more`}
          </Button>
        )}
      </div>
      <ul ref={list} className="flex flex-col">
        {groups.map((group, place) => (
          <GroupItem
            key={group.key}
            group={group}
            mute={mutes.get(group.key)}
            now={now}
            tellsOver={tellsOver}
            open={isOpen(group.key, place)}
            {...(folds && { onFold: fold })}
          />
        ))}
      </ul>
    </>
  );
}

/** "200 alerts: 150 battery low, 50 run failed". */
function countWords(groups: readonly AlertGroup[]): string {
  const alerts = groups.flatMap(({ alerts }) => alerts);
  const kinds = countKinds(alerts).map(([kind, count]) => `${formatNumber(count)} ${kindName(kind)}`);
  return `${plural(alerts.length, "alert")}: ${kinds.join(", ")}`;
}
