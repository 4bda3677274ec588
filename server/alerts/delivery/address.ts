import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Addresses that are nobody's on the internet: this machine, its networks, a cloud's metadata, and what embeds them. */
const internal = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  internal.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  internal.addSubnet(net, prefix, "ipv6");

/** Whether an IP address is one that a receiver on the internet can't have. An IPv6 one that wraps an IPv4 one is that. */
export const isInternal = (ip: string): boolean => internal.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");

export interface Resolved {
  address: string;
  family: number;
}

/** A host's addresses; throws an Error for people when it has none, or one that is refused. */
export async function resolveHost(hostname: string, allowInternal: boolean): Promise<Resolved[]> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await lookup(host, { all: true }).catch(() => []);
  if (found.length === 0) throw new Error(`${host} has no address`);
  if (!allowInternal && found.some(({ address }) => isInternal(address)))
    throw new RefusedAddress(`${host} is an address of this machine or of an internal network`);
  return found;
}

/** It won't be allowed the next time either. */
export class RefusedAddress extends Error {}
