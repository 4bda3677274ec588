import { randomBytes } from "node:crypto";
import { becomeAdmin, PASSWORD } from "../admin.ts";
import { inParallel } from "../parallel.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";

const GUESSES = 1_000;
const AT_ONCE = 20;
/** Beside so many guesses stands one request with the good token. */
const GOOD_EVERY = 10;
/** Of a token; it is no secret. */
const KEY_ID = /^bw_[^_]{8}_/;

export const guessedTokens: Scenario = {
  id: "S26",
  title: "Somebody guesses tokens",
  promises:
    "after ten in a minute guesses are answered 429; a good token from the same address goes on; no secret is logged",
  injects: `${GUESSES} tokens that don't exist from one address, and a good one beside each tenth`,
  quick: true,
  defences: [
    "server/security/failures.ts: failures never count → guesses answered otherwise than 429 (1,000)",
  ],
  async run(rig) {
    const gateway = await rig.gateway(undefined, { env: { ACCESS: "on" } });
    const { url } = gateway;
    const { token: good } = await (await becomeAdmin(gateway)).makeToken({ role: "viewer" });
    const answers: number[] = [];
    const goodAnswers: number[] = [];
    const secrets = [good, PASSWORD];
    await inParallel(GUESSES, AT_ONCE, async (n) => {
      const guess = `bw_${randomBytes(4).toString("hex")}_${randomBytes(32).toString("base64url")}`;
      secrets.push(guess);
      answers.push(await statusWith(url, guess));
      if (n % GOOD_EVERY === 0) goodAnswers.push(await statusWith(url, good));
    });
    const log = gateway.log();
    const secretPart = (text: string) => text.replace(KEY_ID, "");
    return [
      exactly("guesses that were let in", answers.filter((status) => status < 400).length, 0),
      atMost("guesses answered otherwise than 429", answers.filter((status) => status !== 429).length, 10),
      exactly("good tokens refused", goodAnswers.filter((status) => status !== 200).length, 0),
      exactly("secrets in the log", secrets.filter((one) => log.includes(secretPart(one))).length, 0),
    ];
  },
};

const statusWith = async (url: string, token: string): Promise<number> => {
  const answer = await fetch(`${url}/api/dna/agents`, { headers: { authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  return answer.status;
};
