"use client";

import { Field, Input } from "#components/ui/form";
import { Door } from "./door.tsx";
import { SendForm } from "./send-form.tsx";

/** Makes the first admin. The code stands behind the # of the link, so that it is sent here only. */
export function SetupPage() {
  return (
    <Door
      title="Make the first admin"
      about="With the link that the server printed at its start. It works once."
    >
      <SendForm
        path="/api/access/setup"
        bodyOf={(form) => ({
          code: window.location.hash.slice(1),
          name: form.get("name"),
          password: form.get("password"),
        })}
        verb="Make the admin"
        onDone={() => window.location.replace("/access")}
        leaves
      >
        <Field label="Name">
          <Input name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <Field label="Password" hint="At least 12 characters. A few words are better than signs.">
          <Input name="password" type="password" autoComplete="new-password" minLength={12} required />
        </Field>
      </SendForm>
    </Door>
  );
}
