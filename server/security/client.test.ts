import { expect, test } from "vitest";
import { createClientOf, networkOf } from "./client.ts";

const request = (remoteAddress: string, headers = {}, encrypted = false) =>
  ({ socket: { remoteAddress, ...(encrypted && { encrypted }) }, headers }) as never;
const forwarded = (chain: string, proto?: string) => ({
  "x-forwarded-for": chain,
  ...(proto !== undefined && { "x-forwarded-proto": proto }),
});

test("without trusted proxies nobody says whom they come from", () => {
  const clientOf = createClientOf([]);
  expect(clientOf(request("10.0.0.1", forwarded("1.2.3.4", "https")))).toEqual({
    address: "10.0.0.1",
    secure: false,
  });
  expect(clientOf(request("::ffff:10.0.0.1", {}, true))).toEqual({ address: "10.0.0.1", secure: true });
});

test("a trusted proxy's last unknown address counts, whatever the client wrote before it", () => {
  const clientOf = createClientOf(["10.0.0.0/8", "::1"]);
  const from = (chain: string) => clientOf(request("10.0.0.1", forwarded(chain))).address;
  expect(from("1.2.3.4")).toBe("1.2.3.4");
  expect(from("6.6.6.6, 1.2.3.4")).toBe("1.2.3.4");
  expect(from("6.6.6.6, 1.2.3.4, 10.9.9.9")).toBe("1.2.3.4");
  expect(from("10.1.1.1, 10.2.2.2")).toBe("10.1.1.1");
  for (const nonsense of ["", "evil", "1.2.3.4:80", " , "]) expect(from(nonsense), nonsense).toBe("10.0.0.1");
  expect(clientOf(request("192.168.0.1", forwarded("1.2.3.4"))).address).toBe("192.168.0.1");
  expect(clientOf(request("::1", forwarded("2001:db8::1"))).address).toBe("2001:db8::1");
});

test("TLS at the proxy counts as TLS, of the nearest proxy only", () => {
  const clientOf = createClientOf(["10.0.0.1"]);
  const secure = (proto: string) => clientOf(request("10.0.0.1", forwarded("1.2.3.4", proto))).secure;
  expect(secure("https")).toBe(true);
  expect(secure("https, http")).toBe(false);
  expect(clientOf(request("10.0.0.2", forwarded("1.2.3.4", "https"))).secure).toBe(false);
});

test.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "proxy.local", "::1/129", "10.0.0.0/-1"])(
  "%s is no proxy",
  (proxy) => {
    expect(() => createClientOf([proxy])).toThrow(/^TRUSTED_PROXIES must be/);
  },
);

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64"],
  ["2001:DB8:0:7::9", "2001:db8:0:7::/64"],
  ["2001:db8::7:1:2:3:4", "2001:db8:0:7::/64"],
  ["2001:0db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8::192.0.2.1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
])("what limits count %s for", (address, network) => expect(networkOf(address)).toBe(network));
