import { expect, test } from "vitest";
import { presence } from "./presence.ts";
import { type Proof, pastProof } from "./proof.ts";
import { presenceSentence } from "./sentence.ts";
import { onClosed, onEstablished, onPublished } from "./state.ts";

// 2026-01-12 14:02:30 UTC
const START = 1_768_226_550;
const where = { stream_id: "1-0", at: START };
const connected = (id = "c1") =>
  onEstablished(undefined, { robot_id: "r", connection_id: id, connected_at: START }, where);
const left = onClosed(
  connected(),
  {
    robot_id: "r",
    connection_id: "c1",
    duration_seconds: 43,
    reason: "heartbeat_timeout",
    disconnected_at: START + 43,
  },
  where,
);
const sample = (after: number) => ({ metrics: {}, received_at: START + after });
function say(
  robot: typeof left,
  latest: ReturnType<typeof sample> | undefined,
  after: number,
  { proof = null as Proof | null, past = false } = {},
) {
  const now = START + after;
  const is = presence(robot, latest, now, proof);
  return presenceSentence({ robot, latest, is, proof, now, zone: "utc", past });
}

test("online tells since when, and how fresh its values are", () =>
  expect(say(connected(), sample(60), 65)).toBe("Connected since 14:02:30; its last sample came 5 s ago."));
test("online over two connections says so", () => {
  const both = onEstablished(
    connected(),
    { robot_id: "r", connection_id: "c2", connected_at: START + 1 },
    where,
  );
  expect(say(both, undefined, 5)).toBe(
    "Connected over 2 connections since 14:02:30; it has not sent a sample yet.",
  );
});
test("stale tells how old its values are", () =>
  expect(say(connected(), sample(10), 40)).toBe(
    "Connected, but it has said nothing since 14:02:40: what stands here is 30 s old.",
  ));
test("a robot that never reports is there all the same", () =>
  expect(say(connected(), undefined, 40)).toBe("Connected since 14:02:30; it has not sent a sample yet."));
test("offline tells the reason in words, and how long it had been there", () =>
  expect(say(left, sample(40), 100)).toBe(
    "Not connected since 14:03:13, after 43 s: it stopped answering. Its last values are 1 m 00 s old.",
  ));

test("offline tells how old the values are that somebody else published of it", () => {
  const published = { robot_id: "r", metrics: { cpu_usage: 5 }, published_at: START + 50 };
  expect(say(onPublished(left, published, where), undefined, 100)).toMatch(/Its last values are 50 s old\.$/);
});

test("unknown tells what is not known, and since when", () => {
  const proof: Proof = { since: START + 60, place: "9-0", gateways: [], streamWentOn: false };
  expect(say(connected(), sample(10), 61, { proof })).toBe(
    "It was connected before Brainwave started at 14:03:30; it has not been heard of since.",
  );
  const outage = { id: "o", from: START + 60, to: null, filled: true, recovered: 0, missing: null };
  const past = pastProof([{ ...outage, cause: "server_down" }], START + 61);
  expect(say(connected(), undefined, 61, { proof: past, past: true })).toBe(
    "It was connected when Brainwave stopped at 14:03:30; nobody looked until it ran again.",
  );
});
test("a connection that nobody can vouch for isn't counted beside the one that is open", () => {
  const back = onEstablished(
    connected(),
    { robot_id: "r", connection_id: "c2", connected_at: START + 70 },
    { stream_id: "10-0", at: START + 70 },
  );
  const proof: Proof = { since: START + 60, place: "9-0", gateways: [], streamWentOn: false };
  expect(say(back, undefined, 71, { proof })).toBe("Connected since 14:03:40; it has not sent a sample yet.");
});
