import { EntityId } from "#lib/ids";
import { isObject, jsonTextProblem } from "#lib/json";
import { MAX_BATCH, type Sample, SampleMessage, sampleSizeProblem } from "#lib/telemetry/sample";
import { parseTimestamp } from "#lib/time";
import { nonNumbersAsStrings } from "./non-numbers.ts";

export type RefusalCode = "invalid_sample" | "invalid_json" | "rate_limited" | "too_large" | "unread_answers";

/** What a robot is told about a message, on Socket.IO and on the plain WebSocket alike. */
export type TelemetryAnswer = { accepted: number } | { error: { code: RefusalCode; message: string } };

export const refusal = (code: RefusalCode, message: string): TelemetryAnswer => ({
  error: { code, message },
});

/** One sample, read: only numbers, and the robot's own time in Unix seconds when it gave one. */
export interface ReadSample {
  metrics: Record<string, number>;
  robotTime: number | null;
}

/** The samples of a message, or what is wrong with it in a sentence. A bad sample is refused whole. */
export function readSamples(message: unknown): ReadSample[] | TelemetryAnswer {
  const problem = sizeProblem(message);
  if (problem) return refusal("invalid_sample", problem);
  const parsed = SampleMessage.safeParse(message);
  if (!parsed.success) return refusal("invalid_sample", sentence(message));
  const samples: ReadSample[] = [];
  for (const sample of Array.isArray(parsed.data) ? parsed.data : [parsed.data]) {
    const read = withTime(sample);
    if (!read)
      return refusal("invalid_sample", `timestamp "${String(sample.timestamp).slice(0, 60)}" is not a time`);
    samples.push(read);
  }
  return samples;
}

/** The JSON of a plain WebSocket frame when it is telemetry; null when it is any other text, which is echoed. */
export function telemetryFrame(text: string): { message: unknown } | TelemetryAnswer | null {
  const first = text.trimStart()[0];
  if (first !== "{" && first !== "[") return null;
  const problem = jsonTextProblem(text);
  if (problem) return refusal("invalid_json", `The message ${problem}`);
  let message: unknown;
  try {
    message = JSON.parse(nonNumbersAsStrings(text));
  } catch {
    return null;
  }
  return isObject(message) || Array.isArray(message) ? { message } : null;
}

export type RobotIdProblem = "robot_id_missing" | "robot_id_invalid";

/** The robot's id, or the code of what is wrong with it. */
export function readRobotId(
  given: unknown,
): { robotId: string } | { problem: RobotIdProblem; message: string } {
  if (given === undefined || given === null || given === "")
    return { problem: "robot_id_missing", message: "robot_id is missing" };
  const parsed = EntityId.safeParse(given);
  if (parsed.success) return { robotId: parsed.data };
  return {
    problem: "robot_id_invalid",
    message: `robot_id ${parsed.error.issues[0]?.message ?? "is invalid"}`,
  };
}

function withTime({ timestamp, ...values }: Sample): ReadSample | null {
  const parsed = timestamp === undefined ? null : parseTimestamp(timestamp);
  if (timestamp !== undefined && !parsed) return null;
  const metrics: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) if (typeof value === "number") metrics[name] = value;
  return { metrics, robotTime: parsed?.seconds ?? null };
}

/** What is wrong with a message before any of its values is looked at, which takes long where there are thousands. */
function sizeProblem(message: unknown): string | null {
  if (!Array.isArray(message)) return sampleSizeProblem(message);
  for (const [at, sample] of message.slice(0, MAX_BATCH).entries()) {
    const problem = sampleSizeProblem(sample);
    if (problem) return `${at}: ${problem}`;
  }
  return null;
}

// A union's own message says only that nothing matched: ask the branch that was meant.
function sentence(message: unknown): string {
  const branch = Array.isArray(message) ? SampleMessage.options[1] : SampleMessage.options[0];
  const issue = branch.safeParse(message).error?.issues[0];
  if (!issue) return "is not a sample";
  return issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message;
}
