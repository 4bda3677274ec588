import type { PersonRole, Role } from "#lib/access/decide";
import { messageOf } from "#lib/errors";
import type { Logger } from "#server/log";
import type { Records, StoredRecord } from "#server/store/port";
import type { StoredPassword } from "./passwords.ts";

/** Where they stand among the records. Times are Unix seconds; nothing in them opens a door. */
export const USERS = "access:users";
export const TOKENS = "access:tokens";
/** By the hash of the session's secret. */
export const SESSIONS = "access:sessions";

export interface StoredUser {
  role: PersonRole;
  /** Null for who comes in through the identity provider. */
  password: StoredPassword | null;
  /** Who it is there; absent for who has a password here. */
  provider?: { issuer: string; subject: string };
  /** Another one ends every session that was opened under the one before. */
  generation: string;
  created_at: number;
}

export type LoginWay = "password" | "oidc";

export interface StoredToken {
  role: Role;
  robots: string | null;
  label: string | null;
  hash: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  revoked_at: number | null;
}

export interface StoredSession {
  /** To speak of it: not its secret, nor its hash. */
  id: string;
  user: string;
  /** Absent: with a password. */
  how?: LoginWay;
  /** The user's, when it was opened. */
  generation: string;
  address: string;
  created_at: number;
  seen_at: number;
}

/** What another gateway, or the command line, changed is known here at most so much later; with its event, at once. */
const REFRESH_MS = 2_000;

type Held<T> = ReadonlyMap<string, StoredRecord<T>>;

/**
 * Users, tokens and sessions in memory, so that a request costs no question to the store and is answered while that
 * is away. What isn't known here is asked of the store once more: another gateway may have made it just now.
 */
export async function openDirectory(records: Records, logger: Logger, onChange: () => void) {
  let users: Held<StoredUser> = new Map();
  let tokens: Held<StoredToken> = new Map();
  let sessions: Held<StoredSession> = new Map();
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function load(): Promise<void> {
    const [nowUsers, nowTokens, nowSessions] = await Promise.all([
      records.list<StoredUser>(USERS),
      records.list<StoredToken>(TOKENS),
      records.list<StoredSession>(SESSIONS),
    ]);
    users = byKey(nowUsers);
    tokens = byKey(nowTokens);
    sessions = byKey(nowSessions);
    onChange();
  }

  /** Everything written before the call is known after it. */
  function refresh(): Promise<void> {
    if (!running) {
      running = load().finally(() => {
        running = null;
      });
      return running;
    }
    // The one under way may have read too early: all who ask meanwhile share the next.
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return refresh();
      });
    return next;
  }

  await refresh();
  const timer = setInterval(() => {
    // While the store is away, what was known holds on: nothing can be revoked there either.
    refresh().catch((error: unknown) => {
      logger.debug({ reason: messageOf(error) }, "users and tokens could not be read again");
      onChange();
    });
  }, REFRESH_MS);
  timer.unref();

  return {
    refresh,
    users: () => users,
    tokens: () => tokens,
    sessions: () => sessions,
    user: async (name: string) => users.get(name) ?? (await records.get<StoredUser>(USERS, name)),
    token: async (keyId: string) => tokens.get(keyId) ?? (await records.get<StoredToken>(TOKENS, keyId)),
    session: async (hash: string) => sessions.get(hash) ?? (await records.get<StoredSession>(SESSIONS, hash)),
    close: () => clearInterval(timer),
  };
}

export type Directory = Awaited<ReturnType<typeof openDirectory>>;

const byKey = <T>(list: StoredRecord<T>[]): Held<T> => new Map(list.map((record) => [record.key, record]));
