/** `bw_<8-char key id>_<43 characters>`: 32 random bytes in base64url (reliability.md, D14). */
const TOKEN = /^bw_([A-Za-z0-9]{8})_[A-Za-z0-9_-]{43}$/;

/** The id of the key that a token's text claims to be; null for what is no token at all. */
export const keyIdOf = (token: string): string | null => TOKEN.exec(token)?.[1] ?? null;

const UNITS: Record<string, number> = { m: 60, h: 3600, d: 86_400 };

/** Seconds of "30d", "12h" or "90m"; null for anything else, and for more than ten years. */
export function durationSeconds(text: string): number | null {
  const [, count = "", unit = ""] = /^([1-9]\d{0,6})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  return seconds > 0 && seconds <= 3650 * 86_400 ? seconds : null;
}
