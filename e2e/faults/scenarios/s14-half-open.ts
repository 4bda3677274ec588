import { presence } from "../../../lib/telemetry/presence.ts";
import type { TestRobot } from "../../robots.ts";
import { connectRobot } from "../../robots.ts";
import { openBrowser } from "../browser.ts";
import type { Dashboard } from "../dashboard.ts";
import { openPlainRobot } from "../plain-robot.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { needs, until } from "../until.ts";

const OF_EACH = 5;
const LONG_ENOUGH_MS = 60_000;
/** By their heartbeats (reliability.md, D11): 10 s and 5 s to answer; 15 s twice. A second more, until it is shown. */
const SOCKET_IO_MS = 16_000;
const PLAIN_MS = 31_000;

export const halfOpen: Scenario = {
  id: "S14",
  title: "The cable of browsers and robots is pulled, and nobody is told",
  promises:
    "others see a robot offline, and a page says that it has no connection, within 16 s over Socket.IO and within 31 s over a plain WebSocket; their TCP connections are freed as soon; a page comes back by itself",
  injects: `a cable that swallows everything, between the gateway and a page in a real browser, ${OF_EACH} dashboards, ${OF_EACH} robots over Socket.IO and ${OF_EACH} over plain WebSocket`,
  quick: false,
  defences: [
    "server/gateway/half-open.ts: the connection isn't ended → until the connections over Socket.IO are freed (44,614 ms)",
    "server/gateway/robots-websocket.ts: a heartbeat that wasn't answered has no consequence → until all over plain WebSocket are shown offline (never), until their connections are freed (never)",
    "server/compose.ts: heartbeats as Engine.IO has them by default → until the page says so (44,316 ms), until all robots over Socket.IO are shown offline (44,843 ms)",
  ],
  async run(rig) {
    const { url } = await rig.gateway();
    const socketIo = await rig.cable(url);
    const plain = await rig.cable(url);
    const [watcher] = await rig.dashboards(url, 1);
    const away = await rig.dashboards(socketIo.url, OF_EACH);
    const page = await (await openBrowser(rig)).newPage();
    await page.goto(`${socketIo.url}/robots`);
    const pill = page.getByRole("banner").getByRole("status");
    await pill.getByText("Live", { exact: true }).waitFor();
    const robots = await openRobots(rig, socketIo.url, plain.url);
    const seenAs = (word: string, kind: keyof typeof robots) =>
      robots[kind].every((id) => wordOf(watcher, id) === word);
    await needs("all robots are seen", () => seenAs("online", "socketIo") && seenAs("online", "plain"));
    const shown = (of: readonly Dashboard[]) => of.every((one) => one.saysSo());

    socketIo.pull();
    plain.pull();
    const [pageMs, dashboardsMs, socketIoMs, plainMs, socketIoFreedMs, plainFreedMs] = await Promise.all([
      until(async () => (await pill.textContent()) === "Reconnecting", LONG_ENOUGH_MS),
      until(() => shown(away), LONG_ENOUGH_MS),
      until(() => seenAs("offline", "socketIo"), LONG_ENOUGH_MS),
      until(() => seenAs("offline", "plain"), LONG_ENOUGH_MS),
      until(() => socketIo.held() === 0, LONG_ENOUGH_MS),
      until(() => plain.held() === 0, LONG_ENOUGH_MS),
    ]);
    const reasons = [...robots.socketIo, ...robots.plain].map((id) => robotOf(watcher, id)?.sessions.at(-1));
    socketIo.plug();
    await pill.getByText("Live", { exact: true }).waitFor({ timeout: LONG_ENOUGH_MS });
    return [
      atMost("until the page says so", pageMs, SOCKET_IO_MS, "ms"),
      atMost("until all dashboards say so", dashboardsMs, SOCKET_IO_MS, "ms"),
      atMost("until all robots over Socket.IO are shown offline", socketIoMs, SOCKET_IO_MS, "ms"),
      atMost("until all over plain WebSocket are", plainMs, PLAIN_MS, "ms"),
      exactly(
        "robots shown with another reason than their silence",
        reasons.filter((session) => session?.reason !== "heartbeat_timeout").length,
        0,
      ),
      atMost("until the connections over Socket.IO are freed", socketIoFreedMs, SOCKET_IO_MS, "ms"),
      atMost("until those over plain WebSocket are", plainFreedMs, PLAIN_MS, "ms"),
    ];
  },
};

/** The ids of robots that are connected, over each transport. */
async function openRobots(rig: Rig, socketIoUrl: string, plainUrl: string) {
  const ids = (kind: string) => Array.from({ length: OF_EACH }, (_, n) => `${kind}_${n}`);
  const robots = { socketIo: ids("socket_io"), plain: ids("plain") };
  const connected: TestRobot[] = await Promise.all(
    robots.socketIo.map((id) => connectRobot(socketIoUrl, id)),
  );
  for (const robot of connected) rig.atEnd(robot.close);
  for (const robot of await Promise.all(robots.plain.map((id) => openPlainRobot(plainUrl, id))))
    rig.atEnd(robot.close);
  return robots;
}

function robotOf(watcher: Dashboard | undefined, robotId: string) {
  const { live } = watcher?.view() ?? { live: null };
  return live?.kind === "live" ? live.state.telemetry.robots.get(robotId) : undefined;
}

/** As every page says it. */
function wordOf(watcher: Dashboard | undefined, robotId: string): string | null {
  const robot = robotOf(watcher, robotId);
  return robot ? presence(robot, undefined, Date.now() / 1000, watcher?.view().proof ?? null).word : null;
}
