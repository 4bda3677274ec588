"use client";

import { Ago } from "#components/ui/ago";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import type { Session } from "#lib/access/api";
import type { Change } from "./access-page.tsx";
import { AccessTable, LONG_TEXT } from "./access-table.tsx";
import { ConfirmButton } from "./confirm-button.tsx";

const HEADS = [
  { name: "User" },
  { name: "From" },
  { name: "Last used" },
  { name: "Logged in", className: "max-sm:hidden" },
];

/** Who is logged in, from where. */
export function SessionsPanel({ sessions, change }: { sessions: readonly Session[]; change: Change }) {
  return (
    <Panel title="Sessions" sub="Who is logged in" flush>
      {sessions.length === 0 ? (
        <Empty title="Nobody is logged in" />
      ) : (
        <AccessTable label="Sessions" heads={HEADS}>
          {[...sessions]
            .sort((a, b) => b.seen_at.localeCompare(a.seen_at))
            .map(({ id, user, address, created_at, seen_at, current }) => (
              <tr key={id}>
                <td className={`text-strong ${LONG_TEXT}`}>{user}</td>
                <td className={`figures max-sm:min-w-22 ${LONG_TEXT}`}>{address}</td>
                <td>{current ? "this one" : <Ago at={Date.parse(seen_at) / 1000} />}</td>
                <td className="max-sm:hidden">
                  <Ago at={Date.parse(created_at) / 1000} />
                </td>
                <td className="text-end">
                  {!current && (
                    <ConfirmButton
                      verb="End"
                      whom={`the session of ${user} from ${address}`}
                      onConfirm={() => change(`/api/access/sessions/${id}/end`)}
                    />
                  )}
                </td>
              </tr>
            ))}
        </AccessTable>
      )}
    </Panel>
  );
}
