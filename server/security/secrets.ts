import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes as 43 characters of base64url: nobody guesses it, so a plain SHA-256 of it is safe to store. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored in a secret's place. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Whether a secret is the one whose hash is stored, in a time that tells nothing; false for a damaged hash. */
export function isSecret(secret: string, storedHash: string): boolean {
  const given = createHash("sha256").update(secret).digest();
  const stored = Buffer.from(storedHash, "base64url");
  return given.length === stored.length && timingSafeEqual(given, stored);
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Eight letters and digits: a name, not a secret. */
export function newKeyId(): string {
  let id = "";
  // What is beyond the last whole multiple of 62 would make some letters likelier than others.
  while (id.length < 8)
    for (const byte of randomBytes(16)) if (byte < 248 && id.length < 8) id += LETTERS[byte % 62];
  return id;
}
