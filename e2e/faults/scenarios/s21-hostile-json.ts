import { openPlainRobot } from "../plain-robot.ts";
import { atMost, exactly, quantile, type Scenario } from "../scenario.ts";

const TIMES = 20;
const DEPTH = 32;
const POLLUTED = "polluted by a client";

/** Runs in the server's process, and says so once its objects have a property that none was given. */
const WATCH = `import { isMainThread } from "node:worker_threads";
if (isMainThread) {
  const looking = setInterval(() => {
    for (const name in {}) {
      console.error("${POLLUTED}: " + name);
      clearInterval(looking);
    }
  }, 20);
  looking.unref();
}`;

const nested = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
const keys = (count: number) => `{${Array.from({ length: count }, () => '"":1').join(",")}}`;
const dna = (value: string) => `{"agent_id":"hostile","dna":{"a":${value}}}`;

/** What a request may have in it; a body's own two levels come on top. */
const REFUSED: Record<string, string> = {
  "one level too deep": dna(nested(DEPTH - 1)),
  "5,000 levels": dna(nested(5_000)),
  "50,000 keys": dna(keys(50_000)),
  proto: dna('{"__proto__":{"polluted":1}}'),
  "proto in escapes": dna('{"\\u005f_proto\\u005f_":{"polluted":1}}'),
  "proto at the top": '{"agent_id":"hostile","dna":{},"__proto__":{"polluted":1}}',
};
/** More than 256 KiB: refused for its length, before anybody counts. */
const TOO_LONG = dna(keys(100_000));
const HARMLESS: Record<string, string> = {
  "as deep as it may be": dna(nested(DEPTH - 2)),
  "a constructor": dna('{"constructor":{"prototype":{"polluted":1}}}'),
};
const MESSAGES = [
  `{"cpu_usage":${nested(DEPTH)}}`,
  `{"cpu_usage":${nested(5_000)}}`,
  keys(12_000),
  '{"cpu_usage":1,"__proto__":{"polluted":1}}',
  '{"cpu_usage":1,"\\u005f_proto\\u005f_":{"polluted":1}}',
];

export const hostileJson: Scenario = {
  id: "S21",
  title: "JSON that is meant to hurt",
  promises:
    "nesting deeper than 32, more than 2,000 keys and __proto__ are answered 400 before anything recursive sees them; nothing is polluted; no refusal takes longer than 20 ms",
  injects: `bodies and robots' messages of 33 and 5,000 levels, 50,000 and 100,000 keys, __proto__ in three forms; ${TIMES} times each`,
  quick: true,
  defences: [
    "lib/json.ts: the depth is not looked at → bodies answered otherwise than 400 (40)",
    "lib/json.ts: __proto__ is a key like any other → bodies answered otherwise than 400 (60), messages that were not refused (2)",
  ],
  async run(rig) {
    const probe = `data:text/javascript,${encodeURIComponent(WATCH)}`;
    const gateway = await rig.gateway(undefined, { env: { NODE_OPTIONS: `--import=${probe}` } });
    const { url } = gateway;
    let otherwise = 0;
    let slowestMs = 0;
    for (const text of Object.values(REFUSED)) {
      const tookMs: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        const from = performance.now();
        if ((await post(url, text)) !== 400) otherwise += 1;
        tookMs.push(performance.now() - from);
      }
      slowestMs = Math.max(slowestMs, quantile(tookMs, 0.5));
    }
    let tooLong = 0;
    for (let n = 0; n < TIMES; n++) if ((await post(url, TOO_LONG)) === 413) tooLong += 1;
    let harmless = 0;
    for (const text of Object.values(HARMLESS)) if ((await post(url, text)) < 300) harmless += 1;

    const robot = await openPlainRobot(url, "hostile");
    rig.atEnd(robot.close);
    let taken = 0;
    for (const text of MESSAGES) if (!(await robot.say(text))?.startsWith('{"error"')) taken += 1;
    await fetch(`${url}/api/health`);
    return [
      exactly("bodies answered otherwise than 400", otherwise, 0),
      exactly("bodies of 100,000 keys answered 413, as they are too long", tooLong, TIMES),
      exactly("robots' messages that were not refused", taken, 0),
      exactly("bodies that are just within the limits taken", harmless, Object.keys(HARMLESS).length),
      exactly("polluted objects", gateway.log().includes(POLLUTED) ? 1 : 0, 0),
      // Nobody can hold the loop for longer than the whole answer takes.
      atMost("answer to the slowest kind, median", slowestMs, 20, "ms"),
    ];
  },
};

async function post(url: string, body: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/api/dna/snapshot`, { method: "POST", headers, body });
  await answer.arrayBuffer();
  return answer.status;
}
