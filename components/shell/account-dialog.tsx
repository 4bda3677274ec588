"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/drawer";
import { Field, FormError, Input } from "#components/ui/form";
import { Link } from "#components/ui/link";
import type { Role } from "../../lib/access/decide.ts";
import { isFromProvider } from "../../lib/access/provider.ts";
import { sendJson } from "../ui/post-json.ts";

interface AccountDialogProps {
  name: string;
  role: Role;
  open: boolean;
  onClose: () => void;
}

/** Logging out, here or everywhere, and a new password. */
export default function AccountDialog({ name, role, open, onClose }: AccountDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(path: string, body: unknown, then: string): Promise<void> {
    setBusy(true);
    setProblem(null);
    const answer = await sendJson(path, body);
    if (answer.ok) {
      // A fresh page: what this one holds belongs to the old session.
      window.location.assign(then);
      return;
    }
    setProblem(answer.message);
    setBusy(false);
  }

  return (
    <Dialog open={open} onClose={onClose} title={name} sub={`Logged in as ${role}`}>
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap items-center gap-2">
          <Button busy={busy} onClick={() => void send("/api/access/logout", {}, "/login")}>
            Log out
          </Button>
          <Button
            kind="quiet"
            busy={busy}
            onClick={() => void send("/api/access/logout", { everywhere: true }, "/login")}
          >
            Log out everywhere
          </Button>
          {role === "admin" && (
            <Link href="/access" onClick={onClose} className="ms-auto text-13 text-accent hover:underline">
              Users and tokens
            </Link>
          )}
        </div>
        {isFromProvider(name) ? (
          <p className="border-line border-t pt-4 text-13 text-quiet">
            You came in through the identity provider: password and role are changed there.
          </p>
        ) : (
          <PasswordForm
            name={name}
            busy={busy}
            onSend={(body) => void send("/api/access/password", body, window.location.href)}
          />
        )}
        {problem && <FormError>{problem}</FormError>}
      </div>
    </Dialog>
  );
}

interface PasswordFormProps {
  name: string;
  busy: boolean;
  onSend: (body: unknown) => void;
}

function PasswordForm({ name, busy, onSend }: PasswordFormProps) {
  return (
    <form
      className="flex flex-col gap-3 border-line border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onSend({ current: form.get("current"), password: form.get("password") });
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={name} readOnly />
      <Field label="Current password">
        <Input name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field label="New password" hint="At least 12 characters. Ends all your other sessions.">
        <Input name="password" type="password" autoComplete="new-password" minLength={12} required />
      </Field>
      <div>
        <Button type="submit" busy={busy}>
          Change password
        </Button>
      </div>
    </form>
  );
}
