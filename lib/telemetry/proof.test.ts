import { describe, expect, test } from "vitest";
import type { Outage } from "../history/outage.ts";
import { type Proof, pastProof, provenConnections } from "./proof.ts";
import { robotOf } from "./robot.fixture.ts";
import type { RobotState } from "./state.ts";

const OWN = "bw-00000001";
const OTHER = "bw-00000002";
const of = (gateway: string) => `${gateway}.0b0b0b0b-0000-4000-8000-000000000000`;
const open = (connection_id: string, at: number) => ({
  connection_id,
  connected_at: at,
  stream_id: `${at * 1000}-0`,
});
const BEGAN = 1000;
const proof: Proof = { since: BEGAN, place: `${BEGAN * 1000}-0`, gateways: [OWN], streamWentOn: true };

const proven = (part: Partial<RobotState>, by: Proof | null = proof) =>
  provenConnections(robotOf(part), by).map(({ connection_id }) => connection_id);

test("without anything to doubt every connection is open", () =>
  expect(proven({ connections: [open(of(OTHER), 5)] }, null)).toEqual([of(OTHER)]));

test("a connection is open while its gateway shows signs of life", () => {
  const connections = [open(of(OTHER), 5), open(of(OWN), 6)];
  expect(proven({ connections })).toEqual([of(OWN)]);
  expect(proven({ connections }, { ...proof, gateways: [OWN, OTHER] })).toEqual([of(OTHER), of(OWN)]);
});

test("what was told since this server began needs no further proof, what stood there when it began does", () => {
  expect(proven({ connections: [open(of(OTHER), BEGAN + 0.001)] })).toEqual([of(OTHER)]);
  expect(proven({ connections: [open(of(OTHER), BEGAN)] })).toEqual([]);
});

test("its quality, measured since, proves the connection that it was measured on", () => {
  const quality = (connection_id: string, at: number) => ({
    robot_id: "r",
    connection_id,
    grade: "good" as const,
    probes: 3,
    missed_probes: 0,
    messages_per_second: 1,
    bytes_per_second: 1,
    refused_messages: 0,
    window_seconds: 30,
    measured_at: at,
    stream_id: `${at * 1000}-0`,
  });
  const connections = [open(of(OTHER), 5)];
  expect(proven({ connections, quality: quality(of(OTHER), BEGAN + 1) })).toEqual([of(OTHER)]);
  expect(proven({ connections, quality: quality(of(OTHER), BEGAN - 1) })).toEqual([]);
  expect(proven({ connections, quality: quality("elsewhere", BEGAN + 1) })).toEqual([]);
});

describe("a foreign producer's connection", () => {
  const connections = [open("robot_1_1733000000", 5)];

  test("is not in doubt where its end could be told while this server was away", () =>
    expect(proven({ connections })).toEqual(["robot_1_1733000000"]));

  test("is in doubt where the stream was away too, until it is told again", () => {
    const embedded = { ...proof, streamWentOn: false };
    expect(proven({ connections }, embedded)).toEqual([]);
    expect(proven({ connections: [open("robot_1_1733000000", BEGAN + 1)] }, embedded)).toHaveLength(1);
  });
});

describe("in the past", () => {
  const outage: Outage = {
    id: "o",
    cause: "server_down",
    from: 1000,
    to: 1010,
    filled: true,
    recovered: 0,
    missing: null,
  };
  const connections = [open(of(OWN), 5)];
  const at = (seconds: number, outages: Outage[] = [outage]) =>
    proven({ connections }, pastProof(outages, seconds)).length;

  test("nobody looked while this server was not running", () =>
    expect([999.9, 1000, 1009.9, 1010].map((seconds) => at(seconds))).toEqual([1, 0, 0, 1]));

  test("an outage of anything else, or one that is elsewhere, puts nothing in doubt", () => {
    expect(at(1005, [{ ...outage, cause: "store_down" }])).toBe(1);
    expect(at(1005, [])).toBe(1);
    expect(at(2000, [{ ...outage, to: null }])).toBe(0);
  });

  test("whoever another gateway told of meanwhile was there", () =>
    expect(proven({ connections: [open(of(OTHER), 1005)] }, pastProof([outage], 1006))).toEqual([of(OTHER)]));
});
