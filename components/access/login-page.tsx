"use client";

import { LogIn } from "lucide-react";
import { buttonClass } from "#components/ui/button";
import { Field, FormError, Input } from "#components/ui/form";
import { type LoginProvider, SIGN_IN_PROBLEMS, type SignInProblem } from "../../lib/access/provider.ts";
import { Door } from "./door.tsx";
import { SendForm } from "./send-form.tsx";

interface LoginPageProps {
  /** Where to go afterwards: a path of this server. */
  next: string;
  provider: LoginProvider | null;
  /** Why the way through the provider led back here. */
  problem: SignInProblem | null;
}

/** Name and password, or the identity provider, and back to where one wanted to go. */
export function LoginPage({ next, provider, problem }: LoginPageProps) {
  return (
    <Door title="Log in" about="This server asks who you are.">
      {problem && <FormError>{SIGN_IN_PROBLEMS[problem]}</FormError>}
      {provider && <ProviderLink {...provider} next={next} told={problem} />}
      <SendForm
        path="/api/access/login"
        bodyOf={(form) => ({ name: form.get("name"), password: form.get("password") })}
        verb="Log in"
        // A fresh page: what this one holds was loaded as nobody.
        onDone={() => window.location.replace(next)}
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

interface ProviderLinkProps extends LoginProvider {
  next: string;
  /** What the page has said already. */
  told: SignInProblem | null;
}

function ProviderLink({ name, href, problem, next, told }: ProviderLinkProps) {
  return (
    <div className="flex flex-col gap-2 border-line border-b pb-4">
      {/* Not a Link: this leaves the application, and nothing of it may be loaded ahead. */}
      <a
        href={`${href}?next=${encodeURIComponent(next)}`}
        aria-describedby={problem ? "provider-problem" : undefined}
        className={buttonClass("plain")}
      >
        <LogIn aria-hidden size={15} />
        <span className="truncate">Log in with {name}</span>
      </a>
      {problem && (
        <p id="provider-problem" className={problem === told ? "sr-only" : "text-12 text-quiet"}>
          {SIGN_IN_PROBLEMS[problem]}
        </p>
      )}
    </div>
  );
}
