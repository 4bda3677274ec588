"use client";

import { Field, Input, Select } from "#components/ui/form";
import { PERSON_ROLES } from "../../lib/access/decide.ts";
import { SendForm } from "./send-form.tsx";

/** Name, role and a first password, which its owner changes after the first log-in. */
export function NewUserForm({ first, onMade }: { first: boolean; onMade: () => void }) {
  return (
    <SendForm
      path="/api/access/users"
      bodyOf={(form) => ({
        name: form.get("name"),
        role: first ? "admin" : form.get("role"),
        password: form.get("password"),
      })}
      verb="Make the user"
      onDone={onMade}
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
    </SendForm>
  );
}
