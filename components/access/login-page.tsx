"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, FormError, Input } from "#components/ui/form";
import { sendJson } from "../ui/post-json.ts";
import { Door } from "./door.tsx";
import { nextPlace } from "./next-place.ts";

/** Name and password, and back to where one wanted to go. */
export function LoginPage() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function logIn(form: FormData): Promise<void> {
    setBusy(true);
    const answer = await sendJson("/api/access/login", {
      name: form.get("name"),
      password: form.get("password"),
    });
    if (answer.ok) {
      // A fresh page: what this one holds was loaded as nobody.
      window.location.replace(nextPlace(window.location.search));
      return;
    }
    setProblem(answer.message);
    setBusy(false);
  }

  return (
    <Door title="Log in" about="This server asks who you are.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void logIn(new FormData(event.currentTarget));
        }}
      >
        <Field label="Name">
          <Input name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        {problem && <FormError>{problem}</FormError>}
        <Button type="submit" kind="primary" busy={busy}>
          Log in
        </Button>
      </form>
    </Door>
  );
}
