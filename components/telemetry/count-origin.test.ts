import { expect, test } from "vitest";
import { onClosed, onEstablished } from "#lib/telemetry/state";
import { countOrigin } from "./count-origin.ts";
import { robotRow } from "./robot-rows.ts";

const NOW = 1000;
const connected = (robot_id: string, stream_id: string) =>
  onEstablished(undefined, { robot_id, connection_id: "c", connected_at: 900 }, { stream_id, at: 900 });
const dropped = (robot_id: string, stream_id: string) =>
  onClosed(
    connected(robot_id, "1-0"),
    {
      robot_id,
      connection_id: "c",
      duration_seconds: 50,
      reason: "heartbeat_timeout",
      disconnected_at: 950,
    },
    { stream_id, at: 950 },
  );
const sample = { metrics: {}, received_at: NOW - 1 };

const rows = [
  robotRow(connected("a", "10-0"), sample, NOW, null),
  robotRow(connected("b", "9-0"), sample, NOW, null),
  robotRow(dropped("c", "7-0"), undefined, NOW, null),
  robotRow({ ...connected("hidden", "99-0"), archived_at: 1 }, sample, NOW, null),
];

test("a count of robots leads to the newest event of those that it counts", () => {
  expect(countOrigin(rows, "online")).toMatchObject({ kind: "event", streamId: "10-0" });
  expect(countOrigin(rows, "dropped")).toMatchObject({ kind: "event", streamId: "7-0" });
  expect(countOrigin(rows, "all")).toMatchObject({ kind: "event", streamId: "10-0" });
  expect(countOrigin(rows, "offline")).toBeNull();
});
