import { ask } from "./ask.ts";
import { inParallel } from "./parallel.ts";

const AT_ONCE = 4;

const q = encodeURIComponent;
/** What a browser can be led to with a text in the address. */
const ADDRESSES: ((text: string) => string)[] = [
  (text) => `/${encodeURI(text)}`,
  (text) => `/${q(text)}`,
  (text) => `/robots?robot=${q(text)}&q=${q(text)}`,
  (text) => `/evolution?agent=${q(text)}&sort=${q(text)}`,
  (text) => `/login?next=${q(text)}&problem=${q(text)}`,
  (text) => `/setup?code=${q(text)}`,
  (text) => `/_next/${q(text)}`,
  (text) => `/_next/static/${q(text)}`,
  // No browser leaves the dots as they are.
  (text) => `/_next/static/../../robots?robot=${q(text)}`,
  (text) => `/_next/image?url=${q(text)}&w=64&q=75`,
  (text) => `/api/${q(text)}`,
  (text) => `/api/dna/agents/${q(text)}/history`,
  (text) => `/api/telemetry/robots/${q(text)}`,
  (text) => `/api/events?query=${q(text)}&limit=${q(text)}`,
  (text) => `/api/events/export?format=csv&columns=${q(text)}`,
  (text) => `/api/access/oidc/callback?state=${q(text)}&code=${q(text)}&iss=${q(text)}`,
];

export interface Answers {
  /** That are HTML. */
  html: number;
  /** Of those: without a policy that lets run only what has its nonce, which no other answer has. */
  withoutPolicy: number;
  /** Of those: with the text as a tag. */
  asTags: number;
  /** What isn't HTML and may be taken for it. */
  unmarked: number;
  /** That lead to another site. */
  leadingAway: number;
}

/** Asks with each text at each address, as a link of somebody else's would, and as no browser would. */
export async function askWith(
  { url, port }: { url: string; port: number },
  texts: readonly string[],
): Promise<Answers> {
  const answers: Answers = { html: 0, withoutPolicy: 0, asTags: 0, unmarked: 0, leadingAway: 0 };
  const nonces = new Set<string>();
  const questions = texts.flatMap((text) => ADDRESSES.map((address) => ({ text, path: address(text) })));
  await inParallel(questions.length, AT_ONCE, async (n) => {
    const { text, path } = questions[n] as (typeof questions)[number];
    const { headers, text: said } = await ask(port, "GET", path);
    if (headers.location && new URL(headers.location, url).origin !== url) answers.leadingAway += 1;
    if (!headers["content-type"]?.startsWith("text/html")) {
      if (headers["x-content-type-options"] !== "nosniff") answers.unmarked += 1;
      return;
    }
    answers.html += 1;
    const nonce = nonceOf(headers["content-security-policy"] ?? "");
    if (nonce === null || nonces.has(nonce)) answers.withoutPolicy += 1;
    else nonces.add(nonce);
    if (text.includes("<") && said.includes(text)) answers.asTags += 1;
  });
  return answers;
}

function nonceOf(given: string | string[]): string | null {
  const policy = String(given);
  const scripts = policy.split("; ").find((part) => part.startsWith("script-src ")) ?? "";
  return /unsafe-(inline|eval)/.test(scripts) ? null : (/'nonce-([^']{22,})'/.exec(scripts)?.[1] ?? null);
}
