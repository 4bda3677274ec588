import type { PersonRole } from "#lib/access/decide";
import { AppError, isAppError, messageOf } from "#lib/errors";
import type { Logger } from "#server/log";
import type { Records, StoredRecord } from "#server/store/port";
import { told } from "./audit.ts";
import {
  type Directory,
  type LoginWay,
  SESSIONS,
  type StoredSession,
  type StoredUser,
  USERS,
} from "./directory.ts";
import { hashOf, newKeyId, newSecret } from "./secrets.ts";

/** Unused for so long, or so old, and it is over. An open dashboard uses it. */
export const IDLE_SECONDS = 12 * 3600;
export const LONGEST_SECONDS = 14 * 86_400;
/** Of who came through the identity provider: what was taken away there counts here by then. */
export const LONGEST_OIDC_SECONDS = 12 * 3600;
/** Its use is written down so often at most. */
const TOUCH_SECONDS = 60;
/** Of one user; the oldest end. */
const AT_ONCE = 20;

export interface SessionsParts {
  records: Records;
  directory: Directory;
  logger: Logger;
  /** The identity provider whose people may come in; null for none. */
  issuer: string | null;
  /** Unix seconds. */
  now(): number;
}

export type FoundSession =
  | { kind: "valid"; hash: string; id: string; user: string; role: PersonRole }
  | { kind: "unknown" | "expired" };

/** Log-ins of people: a random secret in a cookie, its hash in the store. */
export function createSessions({ records, directory, logger, issuer, now }: SessionsParts) {
  /** Null when the user was changed meanwhile: then what was checked may not hold any more. */
  async function open(
    name: string,
    user: StoredRecord<StoredUser>,
    { address, how }: { address: string; how: LoginWay },
  ): Promise<string | null> {
    const at = now();
    const secret = newSecret();
    const value: StoredSession = {
      id: newKeyId(),
      user: name,
      how,
      generation: user.value.generation,
      address,
      created_at: at,
      seen_at: at,
    };
    try {
      await records.commit({
        checks: [{ collection: USERS, key: name, revision: user.revision }],
        puts: [{ collection: SESSIONS, key: hashOf(secret), value }],
        deletes: superfluous(name, at),
        ...told("access.login", { user: name, address, how, at }, at),
      });
    } catch (error) {
      if (isAppError(error) && error.code === "conflict") return null;
      throw error;
    }
    await directory.refresh();
    return secret;
  }

  function superfluous(name: string, at: number) {
    const own = [...directory.sessions().values()].filter(({ value }) => value.user === name);
    const newestFirst = own.sort((a, b) => b.value.created_at - a.value.created_at);
    return newestFirst
      .filter(({ value }, index) => isOver(value, at) || index >= AT_ONCE - 1)
      .map(({ key }) => ({ collection: SESSIONS, key }));
  }

  async function find(secret: string): Promise<FoundSession> {
    const hash = hashOf(secret);
    const record = await directory.session(hash);
    if (!record) return { kind: "unknown" };
    const user = await directory.user(record.value.user);
    if (user?.value.generation !== record.value.generation) return { kind: "unknown" };
    // Of a provider that is not asked any more.
    if (user.value.provider && user.value.provider.issuer !== issuer) return { kind: "unknown" };
    if (isOver(record.value, now())) return { kind: "expired" };
    touch(record);
    return { kind: "valid", hash, id: record.value.id, user: record.value.user, role: user.value.role };
  }

  const touching = new Set<string>();

  function touch({ key, value, revision }: StoredRecord<StoredSession>): void {
    if (now() - value.seen_at < TOUCH_SECONDS || touching.has(key)) return;
    touching.add(key);
    records
      // Only as it was read: one that was ended meanwhile must not come back.
      .commit({
        checks: [{ collection: SESSIONS, key, revision }],
        puts: [{ collection: SESSIONS, key, value: { ...value, seen_at: now() } }],
      })
      .then(directory.refresh)
      .catch((error: unknown) =>
        logger.debug({ reason: messageOf(error) }, "a session's use was not written"),
      )
      .finally(() => touching.delete(key));
  }

  return {
    open,
    find,
    /** Ends one session. "not_found". */
    async end(id: string, by: string): Promise<void> {
      const session = [...directory.sessions().values()].find(({ value }) => value.id === id);
      if (!session) throw new AppError("not_found", `There is no session ${id}`);
      const at = now();
      await records.commit({
        deletes: [{ collection: SESSIONS, key: session.key }],
        evenWhenFull: true,
        ...told("access.logout", { user: session.value.user, everywhere: false, by, at }, at),
      });
      await directory.refresh();
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

/** Exactly at its end it is over. */
export const isOver = ({ created_at, seen_at, how }: StoredSession, now: number): boolean =>
  now - seen_at >= IDLE_SECONDS ||
  now - created_at >= (how === "oidc" ? LONGEST_OIDC_SECONDS : LONGEST_SECONDS);
