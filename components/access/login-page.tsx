"use client";

import { Field, Input } from "#components/ui/form";
import { Door } from "./door.tsx";
import { nextPlace } from "./next-place.ts";
import { SendForm } from "./send-form.tsx";

/** Name and password, and back to where one wanted to go. */
export function LoginPage() {
  return (
    <Door title="Log in" about="This server asks who you are.">
      <SendForm
        path="/api/access/login"
        bodyOf={(form) => ({ name: form.get("name"), password: form.get("password") })}
        verb="Log in"
        // A fresh page: what this one holds was loaded as nobody.
        onDone={() => window.location.replace(nextPlace(window.location.search))}
        leaves
      >
        <Field label="Name">
          <Input name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
      </SendForm>
    </Door>
  );
}
