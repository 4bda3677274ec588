import type { Role } from "#lib/access/decide";
import { keyIdOf } from "#lib/access/token";
import { AppError } from "#lib/errors";
import type { Records } from "#server/store/port";
import { told } from "./audit.ts";
import { type Directory, type StoredToken, TOKENS } from "./directory.ts";
import { hashOf, isSecret, newKeyId, newSecret } from "./secrets.ts";

export interface TokensParts {
  records: Records;
  directory: Directory;
  /** Unix seconds. */
  now(): number;
}

export interface NewToken {
  role: Role;
  /** Of a robot's token: the id, or the pattern with `*`, of those that it speaks for. */
  robots: string | null;
  label: string | null;
  /** Null: never. */
  expiresAt: number | null;
}

export type FoundToken =
  | { kind: "valid"; id: string; token: StoredToken }
  | { kind: "unknown" | "expired" | "revoked" };

/** Tokens for robots and API clients (reliability.md, D14). `by` is the actor's name for the audit trail. */
export function createTokens({ records, directory, now }: TokensParts) {
  const lent = new Map<string, StoredToken>();

  return {
    /** A token for a part of this very server, until `end`: nobody else ever has it, and it is nowhere written. */
    lend(role: Role, label: string) {
      const id = newKeyId();
      const token = `bw_${id}_${newSecret()}`;
      const whenever = { created_at: now(), created_by: "this server", expires_at: null, revoked_at: null };
      lent.set(id, { role, robots: null, label, hash: hashOf(token), ...whenever });
      return { token, end: () => void lent.delete(id) };
    },

    /** The token itself is given here once, and is nowhere stored. */
    async create({ role, robots, label, expiresAt }: NewToken, by: string) {
      const at = now();
      const id = newKeyId();
      const token = `bw_${id}_${newSecret()}`;
      const value: StoredToken = {
        role,
        robots,
        label,
        hash: hashOf(token),
        created_at: at,
        created_by: by,
        expires_at: expiresAt,
        revoked_at: null,
      };
      const payload = {
        key_id: id,
        role,
        robots: robots ?? undefined,
        label: label ?? undefined,
        expires_at: expiresAt ?? undefined,
        by,
        at,
      };
      await records.commit({
        checks: [{ collection: TOKENS, key: id, revision: 0 }],
        puts: [{ collection: TOKENS, key: id, value }],
        ...told("access.token_created", payload, at),
      });
      await directory.refresh();
      return { id, token, stored: value };
    },

    /** For good; the record stays, so that its holder is told why. "not_found". */
    async revoke(id: string, by: string): Promise<StoredToken> {
      const record = await records.get<StoredToken>(TOKENS, id);
      if (!record) throw new AppError("not_found", `There is no token ${id}`);
      if (record.value.revoked_at !== null) return record.value;
      const at = now();
      const value: StoredToken = { ...record.value, revoked_at: at };
      await records.commit({
        puts: [{ collection: TOKENS, key: id, value }],
        evenWhenFull: true,
        ...told("access.token_revoked", { key_id: id, role: value.role, by, at }, at),
      });
      await directory.refresh();
      return value;
    },

    /** Whose token it is. Only whoever has the whole secret learns why it counts for nothing. */
    async find(text: string): Promise<FoundToken> {
      const id = keyIdOf(text);
      const token = id === null ? null : (lent.get(id) ?? (await directory.token(id))?.value);
      if (id === null || !token || !isSecret(text, token.hash)) return { kind: "unknown" };
      const invalid = invalidity(token, now());
      return invalid ? { kind: invalid } : { kind: "valid", id, token };
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;

/** Why a token doesn't count any more; null while it does. Exactly at its end it is over. */
export function invalidity(token: StoredToken, now: number): "expired" | "revoked" | null {
  if (token.revoked_at !== null) return "revoked";
  return token.expires_at !== null && now >= token.expires_at ? "expired" : null;
}
