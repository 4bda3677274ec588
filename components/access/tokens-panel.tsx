"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Ago, Clock } from "#components/ui/ago";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Empty } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Panel } from "#components/ui/panel";
import type { Token } from "#lib/access/api";
import type { Change } from "./access-page.tsx";
import { AccessTable, LONG_TEXT } from "./access-table.tsx";
import { ConfirmButton } from "./confirm-button.tsx";
import { NewTokenForm } from "./new-token-form.tsx";

interface TokensPanelProps {
  tokens: readonly Token[];
  change: Change;
  again: () => void;
}

const HEADS = [
  { name: "Key" },
  { name: "May" },
  { name: "For", className: "max-md:hidden" },
  { name: "State" },
  { name: "Made", className: "max-lg:hidden" },
];

/** Tokens of robots and programs; those that count first. */
export function TokensPanel({ tokens, change, again }: TokensPanelProps) {
  const [adding, setAdding] = useState(false);
  const add = (
    <Button icon={KeyRound} onClick={() => setAdding(true)}>
      New token
    </Button>
  );
  const close = () => {
    setAdding(false);
    again();
  };
  return (
    <Panel title="Tokens" sub="For robots and programs" actions={tokens.length > 0 && add} flush>
      {tokens.length === 0 ? (
        <Empty title="No token yet" action={add}>
          A robot sends one when it connects, a program as its Bearer token.
        </Empty>
      ) : (
        <AccessTable label="Tokens" heads={HEADS}>
          {[...tokens].sort(validFirst).map((token) => (
            <TokenRow key={token.key_id} token={token} change={change} />
          ))}
        </AccessTable>
      )}
      <Dialog open={adding} onClose={close} title="New token">
        <NewTokenForm onDone={close} />
      </Dialog>
    </Panel>
  );
}

function TokenRow({ token, change }: { token: Token; change: Change }) {
  const { key_id, role, robots, label, state, created_at, created_by } = token;
  return (
    <tr className={state === "valid" ? "" : "text-quiet"}>
      <td>
        <Id value={key_id} plain />
      </td>
      <td className={LONG_TEXT}>
        {role}
        {robots && (
          <>
            {" "}
            <Id value={robots} max={24} plain />
          </>
        )}
      </td>
      <td className="max-md:hidden">{label ?? "–"}</td>
      <td>
        <TokenState token={token} />
      </td>
      <td className="max-lg:hidden">
        <Ago at={Date.parse(created_at) / 1000} /> by {created_by}
      </td>
      <td className="text-end">
        {state === "valid" && (
          <ConfirmButton
            verb="Revoke"
            whom={key_id}
            onConfirm={() => change(`/api/access/tokens/${key_id}/revoke`)}
          />
        )}
      </td>
    </tr>
  );
}

function TokenState({ token: { state, expires_at } }: { token: Token }) {
  if (state !== "valid" || expires_at === null) return state;
  return (
    <>
      <span className="sm:hidden">valid</span>
      <span className="max-sm:hidden">
        until <Clock at={Date.parse(expires_at) / 1000} full />
      </span>
    </>
  );
}

const validFirst = (a: Token, b: Token): number =>
  Number(b.state === "valid") - Number(a.state === "valid") || b.created_at.localeCompare(a.created_at);
