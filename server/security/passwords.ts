import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { AppError } from "#lib/errors";

/** A password as it is stored: its parameters beside it, so that a later version may choose stronger ones. */
export interface StoredPassword {
  kind: "scrypt";
  n: number;
  r: number;
  p: number;
  /** Base64url. */
  salt: string;
  hash: string;
}

// 32 MiB and about a quarter of a second: one of the settings that OWASP's password storage cheat sheet gives as equal.
const PARAMETERS = { n: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;
/** Each takes a thread and 32 MiB: who waits behind more than so many is told to come back. */
const AT_ONCE = 2;
const WAITING = 20;

export async function hashPassword(password: string): Promise<StoredPassword> {
  const salt = randomBytes(16).toString("base64url");
  const hash = (await derive(password, { ...PARAMETERS, salt })).toString("base64url");
  return { kind: "scrypt", ...PARAMETERS, salt, hash };
}

/** Throws "rate_limited" while too many others are being checked. */
export async function isPassword(password: string, stored: StoredPassword): Promise<boolean> {
  const given = await derive(password, stored);
  const expected = Buffer.from(stored.hash, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Of nobody: checking it takes as long as any, so that a log-in doesn't tell which users there are. */
export const nobodysPassword = (): StoredPassword => ({
  kind: "scrypt",
  ...PARAMETERS,
  salt: randomBytes(16).toString("base64url"),
  hash: randomBytes(HASH_BYTES).toString("base64url"),
});

export const tooManyAtOnce = (): AppError =>
  new AppError("rate_limited", "Too many log-ins at once: try again in a few seconds", {
    facts: { retry_after: 5 },
  });

let running = 0;
const waiting: (() => void)[] = [];

async function derive(
  password: string,
  { n, r, p, salt }: Omit<StoredPassword, "kind" | "hash">,
): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw tooManyAtOnce();
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
    return await new Promise((resolve, reject) =>
      // The same characters may be typed in two ways: NFKC makes one of them.
      scrypt(password.normalize("NFKC"), Buffer.from(salt, "base64url"), HASH_BYTES, options, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  } finally {
    // The place is handed on; only the last one gives it back.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
