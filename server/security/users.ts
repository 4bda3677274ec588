import type { PersonRole } from "#lib/access/decide";
import { PROVIDER_PREFIX } from "#lib/access/provider";
import { AppError, isAppError } from "#lib/errors";
import type { Commit, Records } from "#server/store/port";
import { told } from "./audit.ts";
import { type Directory, SESSIONS, type StoredUser, USERS } from "./directory.ts";
import { hashPassword } from "./passwords.ts";
import { newKeyId } from "./secrets.ts";

/** Changes of users are made one after the other, so that two admins can't demote each other at once. */
const GUARD = { collection: "access:guard", key: "users" };
const ATTEMPTS = 8;
/** How the audit trail names who decides about people of the identity provider. */
const BY_PROVIDER = "identity provider";

export interface UsersParts {
  records: Records;
  directory: Directory;
  /** Unix seconds. */
  now(): number;
}

export interface FromProvider {
  issuer: string;
  subject: string;
  /** What the provider calls the person. */
  suggestion: string;
  role: PersonRole;
}

interface Change extends Commit {
  puts?: readonly { collection: string; key: string; value: unknown }[];
}

/** Who there is, and what each may. `by` is the actor's name for the audit trail. */
export function createUsers({ records, directory, now }: UsersParts) {
  async function change(
    decide: (users: ReadonlyMap<string, StoredUser>, at: number) => Change | null,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const guard = await records.get(GUARD.collection, GUARD.key);
      const users = new Map((await records.list<StoredUser>(USERS)).map(({ key, value }) => [key, value]));
      const change = decide(users, now());
      if (!change) return await directory.refresh();
      const { checks = [], puts = [], ...rest } = change;
      try {
        await records.commit({
          ...rest,
          checks: [...checks, { ...GUARD, revision: guard?.revision ?? 0 }],
          puts: [...puts, { ...GUARD, value: null }],
        });
        return await directory.refresh();
      } catch (error) {
        if (isAppError(error) && error.code === "conflict" && attempt < ATTEMPTS) continue;
        throw error;
      }
    }
  }

  return {
    /** "conflict" when the name is taken, or the first one is no admin, or (`onlyFirst`) is not the first. */
    async create(
      name: string,
      { role, password, onlyFirst }: { role: PersonRole; password: string; onlyFirst?: boolean },
      by: string,
    ): Promise<void> {
      const stored = await hashPassword(password);
      await change((users, at) => {
        const all = [...users.values()];
        // Who came through the identity provider may not be able to let anybody in.
        if (onlyFirst && all.some(({ password, role }) => password !== null || role === "admin"))
          throw new AppError("conflict", "There is a user already: log in instead");
        if (users.has(name)) throw new AppError("conflict", `There is a user ${name} already`);
        if (role !== "admin" && !all.some((user) => user.role === "admin"))
          throw new AppError("conflict", "The first user must be an admin: nobody else could make any more");
        const value: StoredUser = { role, password: stored, generation: newKeyId(), created_at: at };
        return {
          puts: [{ collection: USERS, key: name, value }],
          ...told("access.user_created", { user: name, role, by, at }, at),
        };
      });
    },

    /**
     * Who comes through the identity provider: made at the first log-in, with the role that the provider gives today.
     * Gives the user's name. It is who it is by issuer and subject; the suggestion only makes the name.
     */
    async takeFromProvider({ issuer, subject, suggestion, role }: FromProvider): Promise<string> {
      let name = "";
      await change((users, at) => {
        const found = [...users].find(
          ([, { provider }]) => provider?.issuer === issuer && provider.subject === subject,
        );
        name = found?.[0] ?? freeName(users, suggestion);
        const by = BY_PROVIDER;
        if (!found) {
          const provider = { issuer, subject };
          const value: StoredUser = {
            role,
            password: null,
            provider,
            generation: newKeyId(),
            created_at: at,
          };
          return {
            puts: [{ collection: USERS, key: name, value }],
            ...told("access.user_created", { user: name, role, by, at }, at),
          };
        }
        if (found[1].role === role) return null;
        return {
          puts: [{ collection: USERS, key: name, value: { ...found[1], role } }],
          ...told("access.user_changed", { user: name, changed: "role", role, by, at }, at),
        };
      });
      return name;
    },

    /**
     * In one step; a new password ends every session of the user. "not_found"; "conflict" when nobody would be an admin
     * any more, or the identity provider decides.
     */
    async update(
      name: string,
      { role, password }: { role?: PersonRole | undefined; password?: string | undefined },
      by: string,
    ): Promise<void> {
      const renewed = password !== undefined && {
        password: await hashPassword(password),
        generation: newKeyId(),
      };
      await change((users, at) => {
        const user = ownUser(users, name);
        if (role !== undefined && role !== "admin") refuseLastAdmin(users, name);
        const value: StoredUser = { ...user, ...(role && { role }), ...renewed };
        const toldOf = (changed: "role" | "password") =>
          told("access.user_changed", { user: name, changed, role: value.role, by, at }, at).appends;
        return {
          puts: [{ collection: USERS, key: name, value }],
          deletes: renewed ? sessionsOf(directory, name) : [],
          ...(renewed && { evenWhenFull: true }),
          appends: [...(role ? toldOf("role") : []), ...(renewed ? toldOf("password") : [])],
        };
      });
    },

    logOutEverywhere: (name: string, by: string) =>
      change((users, at) => ({
        puts: [{ collection: USERS, key: name, value: { ...known(users, name), generation: newKeyId() } }],
        deletes: sessionsOf(directory, name),
        evenWhenFull: true,
        ...told("access.logout", { user: name, everywhere: true, by, at }, at),
      })),

    remove: (name: string, by: string) =>
      change((users, at) => {
        known(users, name);
        refuseLastAdmin(users, name);
        return {
          deletes: [{ collection: USERS, key: name }, ...sessionsOf(directory, name)],
          evenWhenFull: true,
          ...told("access.user_removed", { user: name, by, at }, at),
        };
      }),
  };
}

export type Users = ReturnType<typeof createUsers>;

export const sessionsOf = (directory: Directory, name: string) =>
  [...directory.sessions().values()]
    .filter(({ value }) => value.user === name)
    .map(({ key }) => ({ collection: SESSIONS, key }));

function known(users: ReadonlyMap<string, StoredUser>, name: string): StoredUser {
  const user = users.get(name);
  if (!user) throw new AppError("not_found", `There is no user ${name}`);
  return user;
}

function ownUser(users: ReadonlyMap<string, StoredUser>, name: string): StoredUser {
  const user = known(users, name);
  if (user.provider)
    throw new AppError("conflict", `The identity provider decides about ${name}: change it there`);
  return user;
}

function freeName(users: ReadonlyMap<string, StoredUser>, suggestion: string): string {
  const plain = suggestion
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 48);
  const first = `${PROVIDER_PREFIX}${plain || "user"}`;
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? first : `${first}-${copy}`;
    if (!users.has(name)) return name;
  }
}

function refuseLastAdmin(users: ReadonlyMap<string, StoredUser>, name: string): void {
  const others = [...users].filter(([other, { role }]) => role === "admin" && other !== name);
  if (others.length === 0 && users.get(name)?.role === "admin")
    throw new AppError("conflict", `${name} is the only admin: make somebody else one first`);
}
