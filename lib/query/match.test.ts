import { describe, expect, test } from "vitest";
import type { StoredEvent } from "../events/envelope.ts";
import { matcher } from "./match.ts";
import { parse } from "./parse.ts";

const event: StoredEvent = {
  stream_id: "1767225600500-0",
  id: "ev-1",
  type: "telemetry.connection_closed",
  source: "Gateway[2]",
  target: "ops",
  timestamp: 1_767_225_600,
  severity: "WARNING",
  payload: {
    robot_id: "robot_007",
    duration_seconds: 59.5,
    reason: 'Heartbeat "lost"\nagain',
    code: "12",
    ok: false,
    note: null,
    tags: ["red", 7, null, ["deep"], { in: "no" }],
    empty: [],
    metrics: { cpu_usage: 91, "odd.key": "ÄRGER" },
    created_at: 1_767_225_590,
    type: "inner",
  },
  meta: { correlation_id: "corr-9" },
};

function fits(text: string, one: StoredEvent = event): boolean {
  const parsed = parse(text, 1_767_225_601);
  if (parsed.kind === "problem") throw new Error(parsed.problem.message);
  return matcher(parsed.query)(one);
}

const FITTING = [
  "",
  "type:telemetry.*",
  "type:TELEMETRY.connection_closed",
  "source:gateway[2]",
  "source:g*[2]",
  "robot:ROBOT_00*",
  "robot_id:robot_007",
  "robot:*",
  "correlation:corr-9",
  "severity:warning",
  "target:o*s",
  "id:ev-1",
  "duration_seconds<60",
  "duration_seconds<=59.5",
  "duration_seconds:59.50",
  "duration_seconds:59*",
  "metrics.cpu_usage>90",
  'metrics."odd.key":Är*',
  "code:12",
  "code!=12.0",
  "ok:FALSE",
  "note:null",
  "note:*",
  "tags:RED",
  "tags:7",
  "tags:null",
  "tags:r*",
  "empty:*",
  "payload.type:inner",
  "reason:*lost*",
  'reason:"heartbeat \\"LOST\\"\\nagain"',
  "missing!=1",
  "-missing:*",
  "received>=2026-01-01T00:00:00.5Z",
  "received>-15m",
  "time:2026-01-01",
  "time:*",
  "created_at<now",
  "created_at:1767225590",
  "HEARTBEAT",
  '"\\"lost\\""',
  "heart*lost",
  '"gateway[2]"',
  "ops",
  "duration_seconds",
  "reason:(nothing or heart*)",
];
test.each(FITTING)("%s fits", (text) => {
  expect(fits(text)).toBe(true);
});

const UNFIT = [
  "type:telemetry",
  'type:"telemetry.*"',
  "agent:*",
  "job:*",
  "target:o",
  "mission:*",
  "duration_seconds>60",
  "duration_seconds:59",
  "code<60",
  "code:12.0",
  "metrics:*",
  "metrics.cpu_usage.deeper:*",
  "tags:deep",
  "tags:no",
  "tags>5",
  "tags.in:no",
  'metrics."odd.key":är*',
  "missing:*",
  "missing<5",
  "-robot:*",
  "type:inner",
  "received<2026-01-01T00:00:00.5Z",
  "heartbeat_never",
  '"heart*lost"',
];
test.each(UNFIT)("%s doesn't fit", (text) => {
  expect(fits(text)).toBe(false);
});

describe("combined", () => {
  test.each([
    ["ok:false ok:true", false],
    ["ok:false or ok:true", true],
    ["not (ok:false ok:true)", true],
    ["-ok:false or nothing", false],
  ])("%s: %s", (text, expected) => {
    expect(fits(text)).toBe(expected);
  });
});

test("what JSON can't say is null, as it is once it was kept", () => {
  const endless = { ...event, payload: { size: Number.POSITIVE_INFINITY } };
  expect(fits("size:null", endless)).toBe(true);
  expect(fits("size>5", endless)).toBe(false);
});

test("keys that every object has are not taken for a payload's", () => {
  expect(fits("constructor:* or toString:* or metrics.hasOwnProperty:*")).toBe(false);
});
