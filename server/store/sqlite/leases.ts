import type { DatabaseSync } from "node:sqlite";
import type { Lease, Records } from "../port.ts";
import { reading } from "./errors.ts";
import type { Writer } from "./writer.ts";

export type LeaseRecords = Pick<Records, "acquireLease" | "renewLease" | "releaseLease" | "leaseHolder">;
export type Leases = LeaseRecords & { isHeld(lease: Lease): boolean };

/** Leases in SQLite. A row outlives its lease, so that the token never goes back. */
export function createSqliteLeases(db: DatabaseSync, writer: Writer): Leases {
  const one = db.prepare("SELECT holder, token FROM leases WHERE name = ? AND expires_at_ms > ?");
  const take = db.prepare(
    `INSERT INTO leases (name, holder, token, expires_at_ms) VALUES (?, ?, 1, ?)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = token + 1, expires_at_ms = excluded.expires_at_ms
     RETURNING token`,
  );
  const extend = db.prepare("UPDATE leases SET expires_at_ms = ? WHERE name = ?");

  const current = (name: string) =>
    one.get(name, Date.now()) as { holder: string; token: number } | undefined;
  const isHeld = ({ name, holder, token }: Lease): boolean => {
    const held = current(name);
    return held?.holder === holder && held.token === token;
  };

  return {
    isHeld,
    acquireLease: (name, holder, ttlMs) =>
      writer.run(() => {
        const held = current(name);
        if (held && held.holder !== holder) return null;
        const expiresAt = Date.now() + ttlMs;
        if (held) extend.run(expiresAt, name);
        const { token } = held ?? (take.get(name, holder, expiresAt) as { token: number });
        return { name, holder, token };
      }),
    renewLease: (lease, ttlMs) =>
      writer.run(() => {
        if (!isHeld(lease)) return false;
        extend.run(Date.now() + ttlMs, lease.name);
        return true;
      }),
    releaseLease: (lease) =>
      writer.run(() => {
        if (isHeld(lease)) extend.run(0, lease.name);
      }),
    async leaseHolder(name) {
      return reading(() => current(name)?.holder ?? null);
    },
  };
}
