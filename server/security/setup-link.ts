import { hashOf, isSecret, newSecret } from "./secrets.ts";

const VALID_MS = 3_600_000;

/** The one-time code with which the first admin is made. It lives in this process, and is over with it. */
export function createSetupLink(now: () => number = performance.now.bind(performance)) {
  let code: { hash: string; until: number } | null = null;
  return {
    /** A new code; the one before is over. */
    make(): string {
      const secret = newSecret();
      code = { hash: hashOf(secret), until: now() + VALID_MS };
      return secret;
    },
    fits: (given: string): boolean => code !== null && now() < code.until && isSecret(given, code.hash),
    use(): void {
      code = null;
    },
  };
}

export type SetupLink = ReturnType<typeof createSetupLink>;
