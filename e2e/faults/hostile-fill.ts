import type { RedisProcess } from "../redis-process.ts";
import { connectRobot } from "../robots.ts";
import { ruleFor, scoreOf } from "./bodies.ts";
import { inParallel } from "./parallel.ts";
import type { Rig } from "./rig.ts";
import { STREAM, writeEntries } from "./stream.ts";

const AT_ONCE = 8;
/** Nothing listens there: whatever would be delivered to it stays here. */
const NOBODY = "http://127.0.0.1:9/";
const CHANNELS_MAX = 20;
const CHANNEL_NAME_MAX = 80;
const OWN_JOB = "aggregate_mission_metrics";

/**
 * Puts each of these texts wherever somebody outside can put one: into ids, types, sources, reasons and payloads of the
 * stream, past the gateway and through its doors. They may be ids, and have 80 characters at most.
 */
export async function fillWith(
  texts: readonly string[],
  { rig, redis, url }: { rig: Rig; redis: RedisProcess; url: string },
): Promise<void> {
  const send = async (method: string, path: string, body: unknown): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  };
  await writeEntries(redis, texts.flatMap(entriesOf));
  for (const text of texts) await redis.cli("XGROUP", "CREATE", STREAM, text, "0");
  await inParallel(texts.length, AT_ONCE, async (n) => {
    const text = texts[n] ?? "";
    const id = encodeURIComponent(text);
    const robot = await connectRobot(url, text);
    rig.atEnd(robot.close);
    await robot.report({ cpu_usage: 95, battery_percentage: 5, custom: n });
    await send("POST", `/api/telemetry/robots/${id}/note`, { note: text });
    await send("POST", "/api/dna/snapshot", {
      agent_id: text,
      dna: { [text]: text, nested: [text] },
      traits: { [text]: 0.5, word: text },
      reason: text,
    });
    await send("POST", `/api/karma/agents/${id}/score`, scoreOf(0.4));
    await send("POST", `/api/dna/agents/${id}/mutate`, {
      mutation: { [text]: { [text]: n } },
      traits_delta: { [text]: 0.1 },
      reason: text,
    });
    await send("POST", `/api/karma/agents/${id}/score`, scoreOf(0.8));
    const mute = { kind: "agent", id: text };
    await send("POST", "/api/alerts/mutes", { subject: mute, reason: text, by: text });
    await send("PUT", `/api/alerts/rules/hostile_${n}`, ruleFor(text));
    await send("POST", "/api/metrics/missions", { status: text });
    if (n < CHANNELS_MAX)
      await send("POST", "/api/alerts/channels", {
        type: "webhook",
        name: text.slice(0, CHANNEL_NAME_MAX),
        url: NOBODY,
      });
  });
  await send("POST", `/api/metrics/jobs/${OWN_JOB}/run`, {});
}

/** As producers write them that know nothing of a gateway: of no known type, of known ones, and one that can't be read. */
function entriesOf(text: string): Record<string, string>[] {
  const at = Date.now() / 1000;
  const event = (type: string, payload: Record<string, unknown>, more: Record<string, string> = {}) => ({
    id: `${type} ${text}`,
    type,
    source: text,
    timestamp: String(at),
    payload: JSON.stringify(payload),
    ...more,
  });
  const job = { job_id: text };
  return [
    event(
      text,
      { [text]: text, list: [text], nested: { [text]: text } },
      {
        target: text,
        meta: JSON.stringify({ [text]: text, producer: text }),
        mission_id: text,
        task_id: text,
        correlation_id: text,
        tenant_id: text,
        actor_id: text,
        severity: text,
      },
    ),
    event("metrics.aggregation_started", { ...job, started_at: at }),
    event("metrics.aggregation_failed", { ...job, error_message: text, error_type: text, failed_at: at }),
    event("telemetry.connection_closed", {
      robot_id: text,
      connection_id: text,
      duration_seconds: 5,
      reason: text,
      disconnected_at: at,
    }),
    { ...event(text, {}), payload: text, [text]: text },
  ];
}
