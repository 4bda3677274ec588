"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, FormError, Input, Select } from "#components/ui/form";
import { PERSON_ROLES } from "../../lib/access/decide.ts";
import { sendJson } from "../ui/post-json.ts";

/** Name, role and a first password, which its owner changes after the first log-in. */
export function NewUserForm({ first, onMade }: { first: boolean; onMade: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function make(form: FormData): Promise<void> {
    setBusy(true);
    const answer = await sendJson("/api/access/users", {
      name: form.get("name"),
      role: first ? "admin" : form.get("role"),
      password: form.get("password"),
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.message);
    if (answer.ok) onMade();
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void make(new FormData(event.currentTarget));
      }}
    >
      <Field label="Name">
        <Input name="name" autoComplete="off" autoCapitalize="none" spellCheck={false} required />
      </Field>
      <Field label="Role" hint={first ? "The first user is an admin." : undefined}>
        <Select name="role" defaultValue={first ? "admin" : "viewer"} disabled={first}>
          {PERSON_ROLES.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </Select>
      </Field>
      <Field
        label="Password"
        hint="At least 12 characters; the user may change it under the name at the top."
      >
        <Input name="password" type="password" autoComplete="new-password" minLength={12} required />
      </Field>
      {problem && <FormError>{problem}</FormError>}
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          Make the user
        </Button>
      </div>
    </form>
  );
}
