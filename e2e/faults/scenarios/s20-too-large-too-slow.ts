import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { inParallel } from "../parallel.ts";
import { openPlainRobot } from "../plain-robot.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { needs } from "../until.ts";
import { residentMbOf } from "../vitals.ts";

const MESSAGE_BYTES = 64 * 1024;
const BODY_BYTES = 256 * 1024;
const AT_ONCE = 50;
const TOO_BIG = 1009;
const BYTE_EVERY_MS = 500;
/** Ten and thirty seconds, and the two of the look that finds them. */
const HEAD_MS = 13_000;
const BODY_MS = 33_000;
const HEAD = "POST /api/dna/snapshot HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";

export const tooLargeTooSlow: Scenario = {
  id: "S20",
  title: "Messages and bodies that are too large, or come too slowly",
  promises:
    "a message above 64 KiB is closed with 1009, a body above 256 KiB answered 413, a head that takes longer than 10 s and a request that takes longer than 30 s closed; 50 of each cost 16 MB at most",
  injects:
    "50 robots' messages of 64 KiB and a byte, 50 bodies of 256 KiB and a byte, 50 heads that come byte by byte, each kind at once",
  injectsInFull:
    "50 robots' messages of 64 KiB and a byte, 50 bodies of 256 KiB and a byte, 50 heads and 50 bodies that come byte by byte, each kind at once",
  quick: false,
  defences: [
    "server/gateway/robots-websocket.ts: maxPayload → fails, the connection is not closed",
    "server/http/server.ts: headersTimeout, requestTimeout → until the last slow head was closed (never), memory that they cost (17.6 MB)",
  ],
  async run(rig) {
    const gateway = await rig.gateway();
    const { url, port } = gateway;
    // What the code itself takes is there before.
    await largeMessages(url);
    await largeBodies(url);
    const before = residentMbOf(gateway.pid());
    let most = before;
    const looking = setInterval(() => {
      most = Math.max(most, residentMbOf(gateway.pid()));
    }, 20);
    rig.atEnd(() => clearInterval(looking));

    const codes = await largeMessages(url);
    const answers = await largeBodies(url);
    const [heads, bodies] = await Promise.all([
      slowly(port, HEAD, HEAD_MS * 2),
      rig.full ? slowly(port, `${HEAD}Content-Length: ${BODY_BYTES}\r\n\r\n{`, BODY_MS * 2) : null,
    ]);
    clearInterval(looking);
    const health = await fetch(`${url}/api/health`);
    const inFull = bodies
      ? [atMost("until the last slow body was closed", Math.max(...bodies), BODY_MS, "ms")]
      : [];
    return [
      exactly("messages closed otherwise than with 1009", codes.filter((code) => code !== TOO_BIG).length, 0),
      exactly("bodies answered otherwise than 413", answers.filter((status) => status !== 413).length, 0),
      atMost("until the last slow head was closed", Math.max(...heads), HEAD_MS, "ms"),
      ...inFull,
      atMost("memory that they cost", most - before, 16, "MB"),
      exactly("health in the end", health.status, 200),
    ];
  },
};

async function largeMessages(url: string): Promise<(number | null)[]> {
  const codes: (number | null)[] = [];
  await inParallel(AT_ONCE, AT_ONCE, async (n) => {
    const robot = await openPlainRobot(url, `large_${n}`);
    void robot.say("x".repeat(MESSAGE_BYTES + 1));
    await needs("it is closed", () => robot.closedWith() !== null);
    codes.push(robot.closedWith());
  });
  return codes;
}

async function largeBodies(url: string): Promise<number[]> {
  const answers: number[] = [];
  const begin = '{"agent_id":"large","dna":{"x":"';
  const body = `${begin}${"x".repeat(BODY_BYTES + 1 - begin.length - 3)}"}}`;
  await inParallel(AT_ONCE, AT_ONCE, async () => {
    const headers = { "content-type": "application/json", connection: "close" };
    const answer = await fetch(`${url}/api/dna/snapshot`, { method: "POST", headers, body });
    await answer.arrayBuffer();
    answers.push(answer.status);
  });
  return answers;
}

/** Sends a beginning on 50 connections, and then a byte now and then. Returns how long each of them was held. */
async function slowly(port: number, begin: string, atMostMs: number): Promise<number[]> {
  const heldMs: number[] = [];
  await inParallel(AT_ONCE, AT_ONCE, async () => {
    const socket = await open(port);
    const from = performance.now();
    socket.write(begin);
    const trickle = setInterval(() => socket.writable && socket.write("x"), BYTE_EVERY_MS);
    const giveUp = setTimeout(() => {
      heldMs.push(Number.POSITIVE_INFINITY);
      socket.destroy();
    }, atMostMs);
    await once(socket, "close");
    clearInterval(trickle);
    clearTimeout(giveUp);
    heldMs.push(performance.now() - from);
  });
  return heldMs;
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  // However it ends, it has ended.
  socket.on("error", () => {});
  socket.resume();
  await once(socket, "connect");
  return socket;
}
