"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field, FormError, Input } from "#components/ui/form";
import { sendJson } from "../ui/post-json.ts";
import { Door } from "./door.tsx";

/** Makes the first admin. The code stands behind the # of the link, so that it is sent here only. */
export function SetupPage() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function setUp(form: FormData): Promise<void> {
    setBusy(true);
    const answer = await sendJson("/api/access/setup", {
      code: window.location.hash.slice(1),
      name: form.get("name"),
      password: form.get("password"),
    });
    if (answer.ok) {
      window.location.replace("/access");
      return;
    }
    setProblem(answer.message);
    setBusy(false);
  }

  return (
    <Door
      title="Make the first admin"
      about="With the link that the server printed at its start. It works once."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void setUp(new FormData(event.currentTarget));
        }}
      >
        <Field label="Name">
          <Input name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <Field label="Password" hint="At least 12 characters. A few words are better than signs.">
          <Input name="password" type="password" autoComplete="new-password" minLength={12} required />
        </Field>
        {problem && <FormError>{problem}</FormError>}
        <Button type="submit" kind="primary" busy={busy}>
          Make the admin
        </Button>
      </form>
    </Door>
  );
}
