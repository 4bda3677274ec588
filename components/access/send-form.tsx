"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button";
import { FormError } from "#components/ui/form";
import { sendJson } from "../ui/post-json.ts";

interface SendFormProps {
  path: string;
  bodyOf: (form: FormData) => Record<string, unknown>;
  /** What its button says. */
  verb: string;
  /** With the answer's body. The form stays busy for one that leads away from the page. */
  onDone: (body: unknown) => void;
  leaves?: boolean;
  /** The fields. */
  children: ReactNode;
}

/** Fields that are sent as JSON; what was wrong with them is said above the button. */
export function SendForm({ path, bodyOf, verb, onDone, leaves = false, children }: SendFormProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(form: FormData): Promise<void> {
    setBusy(true);
    const answer = await sendJson(path, bodyOf(form));
    setProblem(answer.ok ? null : answer.message);
    setBusy(answer.ok && leaves);
    if (answer.ok) onDone(answer.body);
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      {children}
      {problem && <FormError>{problem}</FormError>}
      <Button type="submit" kind="primary" busy={busy} className={leaves ? "" : "self-start"}>
        {verb}
      </Button>
    </form>
  );
}
