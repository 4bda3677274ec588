import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { AppError } from "#lib/errors";

/** Where a request comes from, seen past the proxies that are trusted. */
export interface Client {
  address: string;
  /** It came over TLS. */
  secure: boolean;
}

export type ClientOf = (request: Pick<IncomingMessage, "socket" | "headers">) => Client;

/**
 * X-Forwarded-For and -Proto count only from these addresses or subnets (`10.0.0.0/8`): anybody can send them.
 * Throws "invalid" for what is neither.
 */
export function createClientOf(trustedProxies: readonly string[]): ClientOf {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) trust(trusted, proxy);
  const isTrusted = (address: string): boolean => {
    const family = isIP(address);
    return family !== 0 && trusted.check(address, family === 6 ? "ipv6" : "ipv4");
  };

  return ({ socket, headers }) => {
    const peer = plain(socket.remoteAddress ?? "");
    const secure = "encrypted" in socket && socket.encrypted === true;
    if (!isTrusted(peer)) return { address: peer, secure };
    // Each proxy appends whom it heard from: the last one that is no proxy of ours is the client.
    const hops = listed(headers["x-forwarded-for"]).map(plain);
    const address = hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? peer;
    return {
      address: isIP(address) ? address : peer,
      secure: secure || listed(headers["x-forwarded-proto"]).at(-1) === "https",
    };
  };
}

/**
 * Whom guesses count for: an IPv4 address, and of IPv6 the first 64 bits, as one host has all the addresses behind them.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter(Boolean));
  // An IPv4 address at the end stands for two groups.
  const behind = tail.length + (tail.at(-1)?.includes(".") ? 1 : 0);
  const zeros = Array<string>(Math.max(0, 8 - head.length - behind)).fill("0");
  const first = [...head, ...zeros, ...tail].slice(0, 4);
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

function trust(list: BlockList, proxy: string): void {
  const [address = "", bits, ...rest] = proxy.split("/");
  const family = isIP(address);
  const width = family === 6 ? 128 : 32;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width);
  if (family === 0 || !fits || rest.length > 0)
    throw new AppError(
      "invalid",
      `TRUSTED_PROXIES must be addresses or subnets, such as 10.0.0.0/8 (it has "${proxy}")`,
    );
  list.addSubnet(address, bits === undefined ? width : Number(bits), family === 6 ? "ipv6" : "ipv4");
}

const listed = (header: string | string[] | undefined): string[] =>
  [header ?? []].flat().flatMap((line) =>
    line
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** An IPv4 address as it is, also where the socket writes it as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
