"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, FormError, Input, Select } from "#components/ui/form";
import { CopyButton } from "#components/ui/id";
import type { CreatedToken } from "#lib/access/api";
import type { Role } from "../../lib/access/decide.ts";
import { sendJson } from "../ui/post-json.ts";

const WORDS: [role: Role, what: string][] = [
  ["robot", "robot: sends its own samples, reads nothing"],
  ["viewer", "viewer: reads"],
  ["operator", "operator: reads and writes"],
  ["admin", "admin: everything"],
];

/** What a token may; then the token itself, once. */
export function NewTokenForm({ onDone }: { onDone: () => void }) {
  const [role, setRole] = useState<Role>("robot");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [made, setMade] = useState<CreatedToken | null>(null);

  async function make(form: FormData): Promise<void> {
    setBusy(true);
    const answer = await sendJson("/api/access/tokens", {
      role,
      robots: role === "robot" ? form.get("robots") : undefined,
      label: form.get("label") || undefined,
      expires_in: form.get("expires") || undefined,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.message);
    if (answer.ok) setMade(answer.body as CreatedToken);
  }

  if (made) return <MadeToken token={made.token} onDone={onDone} />;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void make(new FormData(event.currentTarget));
      }}
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
      {problem && <FormError>{problem}</FormError>}
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          Make the token
        </Button>
      </div>
    </form>
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
