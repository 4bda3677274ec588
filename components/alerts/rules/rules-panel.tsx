"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { Panel } from "#components/ui/panel";
import { Scrolling } from "#components/ui/scrolling";
import { StateBadge } from "#components/ui/state";
import { conditionWords, kindName } from "#lib/alerts/rule-words";
import type { Rule } from "#lib/alerts/rules";
import type { AlertsState } from "#lib/alerts/state";
import { rulesOf } from "#lib/alerts/view";
import { formatSeconds } from "#lib/format";
import { useUrlParam } from "../../ui/use-url-param.ts";

const RuleDrawer = dynamic(() => import("./rule-drawer.tsx"), { ssr: false });

/** What is watched for, and by which limits. One opens beside it, to be tried on the past and changed. */
export function RulesPanel({ alerts }: { alerts: AlertsState }) {
  const [openId, setOpenId] = useUrlParam("rule");
  const rules = useMemo(() => rulesOf(alerts), [alerts]);
  const open = rules.find(({ id }) => id === openId);
  // It stays while it closes.
  const [shown, setShown] = useState(open);
  if (open && open !== shown) setShown(open);
  return (
    <Panel
      title="Rules"
      sub="Strict: the limit itself stays silent. Open one to see what it would have told over the last seven days."
      flush
    >
      <RulesTable rules={rules} openId={openId} onOpen={(id) => setOpenId(id, "push")} />
      {shown && (
        <RuleDrawer
          key={shown.id}
          rule={shown}
          isChanged={alerts.rules.has(shown.id)}
          open={open !== undefined}
          onClose={() => setOpenId(null)}
        />
      )}
    </Panel>
  );
}

interface RulesTableProps {
  rules: readonly Rule[];
  openId: string | null;
  onOpen: (id: string) => void;
}

function RulesTable({ rules, openId, onOpen }: RulesTableProps) {
  return (
    <Scrolling label="All rules" className="overflow-x-auto">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col" className="max-sm:hidden">
              Fires when
            </th>
            <th scope="col" className="max-md:hidden">
              For longer than
            </th>
            <th scope="col" className="max-lg:hidden">
              Cleared after
            </th>
            <th scope="col" className="max-lg:hidden">
              Cooldown
            </th>
            <th scope="col" className="max-sm:hidden">
              About
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr
              key={rule.id}
              className={
                rule.id === openId ? "[&>td:first-child]:shadow-[inset_3px_0_0_var(--color-accent)]" : ""
              }
            >
              <td className="py-1">
                <button
                  type="button"
                  onClick={() => onOpen(rule.id)}
                  data-tip="What it would have told over the last seven days"
                  className="flex min-h-8 items-center hover:underline *:bg-transparent *:bg-none *:px-0"
                >
                  <StateBadge state={rule.enabled ? rule.severity : "never"}>
                    {kindName(rule.kind)}
                  </StateBadge>
                </button>
                <span className="figures block whitespace-normal text-12 sm:hidden">
                  {conditionWords(rule.kind, rule.threshold)}
                </span>
              </td>
              <td className="figures text-strong max-sm:hidden">
                {conditionWords(rule.kind, rule.threshold)}
                {!rule.enabled && <span className="text-quiet"> (off)</span>}
              </td>
              <td className="figures max-md:hidden">{spanOrAtOnce(rule.pending_seconds)}</td>
              <td className="figures max-lg:hidden">{spanOrAtOnce(rule.recovery_seconds)}</td>
              <td className="figures max-lg:hidden">{spanOrAtOnce(rule.cooldown_seconds)}</td>
              <td className="max-sm:hidden">
                {rule.scope === "*" ? <span className="text-quiet">all</span> : <code>{rule.scope}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

const spanOrAtOnce = (seconds: number): string => (seconds === 0 ? "at once" : formatSeconds(seconds));
