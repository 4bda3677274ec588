"use client";

import { useState } from "react";
import { Failure, Loading, Skeleton } from "#components/ui/empty";
import { FormError } from "#components/ui/form";
import type { Credentials } from "#lib/access/api";
import { sendJson } from "../ui/post-json.ts";
import { useAsked } from "../ui/use-asked.ts";
import { SessionsPanel } from "./sessions-panel.tsx";
import { TokensPanel } from "./tokens-panel.tsx";
import { UsersPanel } from "./users-panel.tsx";

const ASK_EVERY_MS = 10_000;

/** Sends a change; true when it was made. */
export type Change = (path: string, body?: unknown) => Promise<boolean>;

/** Who may come in: users, tokens, and who is logged in. */
export function AccessPage() {
  const { asked, again } = useAsked<Credentials>("/api/access", ASK_EVERY_MS);
  const [problem, setProblem] = useState<string | null>(null);

  const change: Change = async (path, body = {}) => {
    const answer = await sendJson(path, body);
    setProblem(answer.ok ? null : answer.message);
    again();
    return answer.ok;
  };

  if (asked.kind === "failed") return <Failure title="Who may come in can't be shown">{asked.why}</Failure>;
  if (asked.kind === "loading")
    return (
      <Loading what="users and tokens">
        <Skeleton className="h-80" />
      </Loading>
    );
  const { access, users, tokens, sessions } = asked.value;
  return (
    <div className="flex flex-col gap-4">
      {access === "off" && (
        <p className="max-w-prose rounded-control border border-line bg-surface-1 px-3 py-2 text-13">
          Nobody is asked who they are: this server listens on this machine only, and there is no user yet.
          Make an admin, and everybody has to log in; robots and programs then need tokens.
        </p>
      )}
      {problem && <FormError>{problem}</FormError>}
      <UsersPanel users={users} change={change} again={again} />
      <TokensPanel tokens={tokens} change={change} again={again} />
      <SessionsPanel sessions={sessions} change={change} />
    </div>
  );
}
