import { expect, test } from "vitest";
import { isInternal, RefusedAddress, resolveHost } from "./address.ts";

test.each([
  ["127.0.0.1"],
  ["0.0.0.0"],
  ["10.1.2.3"],
  ["100.64.0.1"],
  ["169.254.169.254"],
  ["172.16.0.1"],
  ["172.31.255.255"],
  ["192.168.1.1"],
  ["224.0.0.1"],
  ["255.255.255.255"],
  ["::1"],
  ["::"],
  ["fe80::1"],
  ["fd00:ec2::254"],
  ["ff02::1"],
  ["::ffff:127.0.0.1"],
  ["::ffff:a9fe:a9fe"],
  ["64:ff9b::7f00:1"],
  ["2002:7f00:1::"],
])("%s is nobody's on the internet", (ip) => {
  expect(isInternal(ip)).toBe(true);
});

test.each([
  ["1.1.1.1"],
  ["172.15.0.1"],
  ["172.32.0.1"],
  ["100.128.0.1"],
  ["2606:4700::1111"],
  ["::ffff:1.1.1.1"],
])("%s may be somebody's", (ip) => {
  expect(isInternal(ip)).toBe(false);
});

test("a name is as internal as where it leads, unless that is allowed", async () => {
  await expect(resolveHost("localhost", false)).rejects.toBeInstanceOf(RefusedAddress);
  await expect(resolveHost("[::1]", false)).rejects.toBeInstanceOf(RefusedAddress);
  expect(await resolveHost("127.0.0.1", true)).toEqual([{ address: "127.0.0.1", family: 4 }]);
});
