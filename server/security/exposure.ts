import { networkInterfaces } from "node:os";
import { AppError } from "#lib/errors";
import type { Access } from "./access.ts";

const EVERYWHERE = ["0.0.0.0", "::"];

/**
 * The addresses under which a server that listens on `host` is reached. No website can have a name lead to a browser
 * that then sends an address as its Host, so they are as safe as a name that was configured.
 */
export function ownAddresses(host: string): string[] {
  const addresses = EVERYWHERE.includes(host)
    ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
    : [host];
  return addresses.map((address) => (address.includes(":") ? `[${address}]` : address));
}

/** Nothing listens beyond this machine while nobody could be told from anybody (reliability.md, D12). */
export function refuseWithoutCredentials(host: string, { directory }: Pick<Access, "directory">): void {
  if (directory.users().size > 0 || directory.tokens().size > 0) return;
  throw new AppError(
    "invalid",
    `HOST ${host} is reached from other machines and there is no user yet: make one with "npm run user -- --name you --role admin", then start again`,
  );
}
