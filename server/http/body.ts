import { AppError, messageOf } from "#lib/errors";
import { JSON_LIMITS, jsonTextProblem } from "#lib/json";
import { valueProblem } from "./values.ts";

/** Largest body of a request (reliability.md, D16). */
export const BODY_BYTES = 256 * 1024;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * The request's body as parsed JSON. Throws "unsupported_media_type" for anything but JSON, "too_large" above
 * 256 KiB (counted as it comes in, whatever it announces), "invalid" for text that is unfit to be parsed, and
 * "invalid" with a problem at ["body"] for text that isn't JSON. With `perItem` a list may have as many keys in each item
 * as any other body in all.
 */
export async function readJson(request: Request, perItem = false): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? ""))
    throw new AppError(
      "unsupported_media_type",
      "The body must be JSON: send Content-Type: application/json",
    );
  const text = await readText(request);
  if (text === "") throw bodyProblem("Field required", "missing");
  const unfit = jsonTextProblem(text, { ...JSON_LIMITS, perItem });
  if (unfit) throw new AppError("invalid", `The body ${unfit}`);
  const value = parse(text);
  const problem = valueProblem(text, value);
  if (problem) throw bodyProblem(problem, "value_error");
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bodyProblem(`JSON decode error: ${messageOf(error)}`, "json_invalid");
  }
}

async function readText(request: Request): Promise<string> {
  const announced = request.headers.get("content-length");
  // Node's parser ends a body where Content-Length says, so one that announces little is little.
  if (announced === null) return readCounted(request);
  if (Number(announced) > BODY_BYTES) throw tooLarge();
  return request.text().catch(endedEarly);
}

async function readCounted(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(endedEarly);
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > BODY_BYTES) {
      await reader.cancel().catch(() => undefined); // What is left of it is nobody's concern.
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

function endedEarly(cause: unknown): never {
  throw new AppError("invalid", "The body ended early", { cause });
}

const tooLarge = () => new AppError("too_large", `The body is larger than ${BODY_BYTES / 1024} KiB`);

const bodyProblem = (msg: string, type: string) =>
  new AppError("invalid", msg, { problems: [{ loc: ["body"], msg, type }] });
