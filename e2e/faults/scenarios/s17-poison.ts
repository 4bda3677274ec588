import type { RedisProcess } from "../../redis-process.ts";
import { compare, sumOf } from "../exact.ts";
import { handIn } from "../load.ts";
import { metricOf } from "../metric.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { readStream, STREAM } from "../stream.ts";
import { needs, until } from "../until.ts";

const GOOD = 10_000;
const POISON = 1_000;
const AT_ONCE = 500;
const DASHBOARDS = 10;
const LONG_ENOUGH_MS = 30_000;

/** Good events, and after each tenth one an entry that is none: each time another way. */
const APPEND = `for n = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local function add(...) redis.call('XADD', KEYS[1], '*', ...) end
  local function event(id, type, payload)
    add('id', id, 'type', type, 'source', 'faults', 'timestamp', ARGV[3], 'payload', payload)
  end
  event('good-' .. n, 'faults.good', '{"n":' .. n .. '}')
  if n % 10 == 0 then
    local id = 'poison-' .. n
    local kind = (n / 10) % 10
    if kind == 0 then event(id, 'faults.poison', '{broken')
    elseif kind == 1 then add('what', 'is', 'this', 'here')
    elseif kind == 2 then add('id', id, 'source', 'faults', 'payload', '{}')
    elseif kind == 3 then event(id, 'faults.poison', '"\\255\\254"')
    elseif kind == 4 then event(id, 'faults.poison', '{"a":' .. string.rep('[', 5000) .. string.rep(']', 5000) .. '}')
    elseif kind == 5 then event(id, 'faults.poison', '[]')
    elseif kind == 6 then event(id, 'dna.karma_updated', '{"karma_score":"high"}')
    elseif kind == 7 then add('id', id, 'type', 'faults.poison', 'source', 'x', 'timestamp', 'tomorrow', 'payload', '{}')
    elseif kind == 8 then event(id, 'faults.poison', '')
    else event(id, string.rep('t', 5000), '{}')
    end
  end
end`;
const LARGE = `for n = 1, 5 do
  redis.call('XADD', KEYS[1], '*', 'id', 'large-' .. n, 'type', 'faults.large', 'source', 'faults', 'payload', '{"a":"' .. string.rep('x', 1048576) .. '"}')
end`;
const LARGE_ENTRIES = 5;
/** In one step, so that nobody sees a moment without the key. */
const PUT_TEXT = `redis.call('RENAME', KEYS[1], KEYS[2]) redis.call('SET', KEYS[1], 'this is no stream')`;
const PUT_BACK = `redis.call('DEL', KEYS[1]) redis.call('RENAME', KEYS[2], KEYS[1])`;
const ASIDE = `{${STREAM}}:aside`;

export const poison: Scenario = {
  id: "S17",
  title: "A producer writes what nobody can read",
  promises:
    "every readable event is shown, once and in order; each entry that can't be read is put aside and counted; with a text in the stream's place every dashboard says so, and goes on when the stream is back",
  injects: `${POISON} entries of ten unreadable kinds and ${LARGE_ENTRIES} of 1 MiB among ${GOOD} good ones; a text under the stream's key`,
  quick: true,
  defences: ["lib/events/decode.ts: what can't be read is thrown on → the gateway ends (nobody answers)"],
  async run(rig) {
    const redis = await rig.redis();
    const { url } = await rig.gateway(redis.url);
    const dashboards = await rig.dashboards(url, DASHBOARDS);
    for (let from = 1; from <= GOOD; from += AT_ONCE)
      await redis.cli(
        "EVAL",
        APPEND,
        "1",
        STREAM,
        `${from}`,
        `${from + AT_ONCE - 1}`,
        `${Date.now() / 1000}`,
      );
    await redis.cli("EVAL", LARGE, "1", STREAM);
    await handIn(url, "good-after");
    const aside = async () => metricOf(url, "brainwave_events_quarantined");
    await until(async () => (await aside()) >= POISON + LARGE_ENTRIES, LONG_ENOUGH_MS);
    await needs("the good ones are there", () => dashboards.every((one) => one.applied() > GOOD));

    await redis.cli("EVAL", PUT_TEXT, "2", STREAM, ASIDE);
    const saidMs = await until(() => dashboards.every((one) => one.saysSo()), LONG_ENOUGH_MS);
    await redis.cli("EVAL", PUT_BACK, "2", STREAM, ASIDE);
    const backMs = await until(() => dashboards.every((one) => !one.saysSo()), LONG_ENOUGH_MS);
    await handIn(url, "good-in-the-end");

    const good = await goodIds(redis);
    await until(() => dashboards.every((one) => one.cursor()?.streamId === good.at(-1)), LONG_ENOUGH_MS);
    const sum = sumOf(dashboards.map(({ told }) => compare(told, good)));
    return [
      exactly("good events missing on a dashboard", sum.missing, 0),
      exactly("good events twice on a dashboard", sum.twice, 0),
      exactly("good events out of order", sum.outOfOrder, 0),
      exactly("entries put aside", await aside(), POISON + LARGE_ENTRIES),
      exactly("entries put aside that can be looked at", await listed(url), POISON + LARGE_ENTRIES),
      atMost("until every dashboard says that the stream can't be read", saidMs, 5_000, "ms"),
      atMost("until every dashboard is live again", backMs, 5_000, "ms"),
    ];
  },
};

async function goodIds(redis: RedisProcess): Promise<string[]> {
  const stream = await readStream(redis);
  return stream.filter(({ eventId }) => eventId.startsWith("good-")).map(({ streamId }) => streamId);
}

async function listed(url: string): Promise<number> {
  const answer = (await (await fetch(`${url}/api/events/quarantine`)).json()) as { total: number };
  return answer.total;
}
