import { type Action, decide, type Invalid, type Principal } from "#lib/access/decide";
import { AppError } from "#lib/errors";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";
import { type Client, networkOf } from "./client.ts";
import type { Credentials } from "./credentials.ts";
import { openDirectory } from "./directory.ts";
import { createFailures } from "./failures.ts";
import { createSessions } from "./sessions.ts";
import { createTokens } from "./tokens.ts";
import { createUsers } from "./users.ts";

export interface AccessOptions {
  records: Records;
  /** On also while there is neither a user nor a token. */
  required: boolean;
  /** The identity provider whose people may come in. */
  issuer?: string | null;
  logger: Logger;
  /** Unix seconds. */
  now?: () => number;
}

/** What is open on the strength of a credential, for as long as that counts. */
interface Held {
  shown: Credentials;
  action: Action;
  close(): void;
}

const REASONS: Record<Invalid, string> = {
  unknown: "The credential is not known",
  expired: "The credential has expired",
  revoked: "The credential was revoked",
};

export type Access = Awaited<ReturnType<typeof openAccess>>;

/**
 * Who asks, and whether they may: every door calls `permit`, and what stays open is given to `hold`. Off, and
 * everything is allowed, until there is a user or a token.
 */
export async function openAccess({
  records,
  required,
  issuer = null,
  logger,
  now = () => Date.now() / 1000,
}: AccessOptions) {
  const held = new Set<Held>();
  const failures = createFailures();
  // Reading comes first: what is held is looked at when it is done, and nothing is yet.
  const directory = await openDirectory(records, logger, () => void checkHeld());
  const parts = { records, directory, logger, issuer, now };
  const tokens = createTokens(parts);
  const sessions = createSessions(parts);

  const isOn = (): boolean => required || directory.users().size > 0 || directory.tokens().size > 0;

  async function identify({ token, session }: Credentials): Promise<Principal> {
    if (!isOn()) return { kind: "everyone" };
    if (token !== null) {
      const found = await tokens.find(token);
      if (found.kind !== "valid") return { kind: "nobody", invalid: found.kind };
      return { kind: "token", id: found.id, role: found.token.role, robots: found.token.robots };
    }
    if (session === null) return { kind: "nobody", invalid: null };
    const found = await sessions.find(session);
    if (found.kind !== "valid") return { kind: "nobody", invalid: found.kind };
    return { kind: "user", name: found.user, role: found.role, sessionId: found.id };
  }

  /**
   * Who it is, if they may. Throws "unauthorized", "forbidden", or "rate_limited" for one more unknown token from an
   * address that has shown too many; a good one from there is let in all the same.
   */
  async function permit(shown: Credentials, action: Action, { address }: Client): Promise<Principal> {
    const who = await identify(shown);
    const decision = decide(who, action);
    if (decision === "allowed") return who;
    if (decision === "forbidden") throw new AppError("forbidden", forbiddenWords(who, action));
    const invalid = who.kind === "nobody" ? who.invalid : null;
    if (invalid === "unknown" && shown.token !== null) {
      const network = networkOf(address);
      const wait = failures.waitSeconds(network);
      failures.add(network);
      if (wait > 0) throw tooManyFailures(wait);
    }
    throw new AppError(
      "unauthorized",
      invalid ? REASONS[invalid] : "This needs a credential: log in, or send a token",
    );
  }

  async function checkHeld(): Promise<void> {
    for (const one of [...held]) {
      const who = await identify(one.shown).catch(() => null);
      // Null: the store couldn't be asked. What was good stays so.
      if (who !== null && held.has(one) && decide(who, one.action) !== "allowed") {
        held.delete(one);
        one.close();
      }
    }
  }

  return {
    isOn,
    identify,
    permit,
    /** Calls `close` as soon as the credential doesn't allow the action any more; the answer lets go of it. */
    hold(shown: Credentials, action: Action, close: () => void): () => void {
      const one: Held = { shown, action, close };
      held.add(one);
      return () => held.delete(one);
    },
    directory,
    tokens,
    sessions,
    users: createUsers(parts),
    now,
    close: directory.close,
  };
}

export const tooManyFailures = (seconds: number): AppError =>
  new AppError("rate_limited", `Too many failed attempts: try again in ${seconds} s`, {
    facts: { retry_after: seconds },
  });

function forbiddenWords(who: Principal, { needs, robotId }: Action): string {
  const role = who.kind === "user" || who.kind === "token" ? who.role : "nobody";
  if (role === "robot" && needs === "robot") return `This token does not speak for robot ${robotId ?? ""}`;
  return `This needs the role ${needs}; yours is ${role}`;
}
