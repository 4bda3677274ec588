"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, Input, Select } from "#components/ui/form";
import { CopyButton } from "#components/ui/id";
import type { CreatedToken } from "#lib/access/api";
import type { Role } from "../../lib/access/decide.ts";
import { SendForm } from "./send-form.tsx";

const WORDS: [role: Role, what: string][] = [
  ["robot", "robot: sends its own samples, reads nothing"],
  ["viewer", "viewer: reads"],
  ["operator", "operator: reads and writes"],
  ["admin", "admin: everything"],
];

/** What a token may; then the token itself, once. */
export function NewTokenForm({ onDone }: { onDone: () => void }) {
  const [role, setRole] = useState<Role>("robot");
  const [made, setMade] = useState<CreatedToken | null>(null);

  if (made) return <MadeToken token={made.token} onDone={onDone} />;
  return (
    <SendForm
      path="/api/access/tokens"
      bodyOf={(form) => ({
        role,
        robots: role === "robot" ? form.get("robots") : undefined,
        label: form.get("label") || undefined,
        expires_in: form.get("expires") || undefined,
      })}
      verb="Make the token"
      onDone={(body) => setMade(body as CreatedToken)}
    >
      <Field label="May">
        <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {WORDS.map(([value, what]) => (
            <option key={value} value={value}>
              {what}
            </option>
          ))}
        </Select>
      </Field>
      {role === "robot" && (
        <Field label="Robots" hint="An id, or a pattern: * stands for any characters.">
          <Input name="robots" defaultValue="robot_*" maxLength={128} required className="font-mono" />
        </Field>
      )}
      <Field label="For">
        <Input name="label" maxLength={100} placeholder="what it is for" />
      </Field>
      <Field label="Expires">
        <Select name="expires" defaultValue="90d">
          <option value="1d">in a day</option>
          <option value="30d">in 30 days</option>
          <option value="90d">in 90 days</option>
          <option value="365d">in a year</option>
          <option value="">never</option>
        </Select>
      </Field>
    </SendForm>
  );
}

function MadeToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p>This is the token. It is shown now and never again: put it where it is needed before you go on.</p>
      <div className="flex items-center gap-2 rounded-control border border-line bg-surface-0 px-3 py-2">
        <code className="min-w-0 select-all break-all font-mono text-13 text-strong">{token}</code>
        <CopyButton text={token} label="Copy the token" />
      </div>
      <div>
        <Button kind="primary" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}
