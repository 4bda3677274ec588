import { randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import { z } from "zod";
import { newCookie, readCookie } from "../credentials.ts";

/** So long may somebody take at the provider. */
export const TRANSACTION_SECONDS = 600;
const COOKIE = "brainwave_sign_in";
/** A longer way back is given up: the cookie has to fit into a request. */
const LONGEST_NEXT = 1500;

const Stored = z.object({
  state: z.string().min(20),
  nonce: z.string().min(20),
  verifier: z.string().min(43),
  next: z.string(),
  at: z.number(),
});

/** A log-in under way: what only the browser that began it can bring back. */
export type Transaction = z.infer<typeof Stored>;

export const newTransaction = (next: string, at: number): Transaction => ({
  state: randomState(),
  nonce: randomNonce(),
  verifier: randomPKCECodeVerifier(),
  next: next.length > LONGEST_NEXT ? "/" : next,
  at,
});

/**
 * The browser keeps it itself, so any gateway can go on with it and nobody fills the store with log-ins that never end.
 * Whoever changes their own spoils only their own log-in. SameSite=Lax, since the way back comes from another site.
 */
export const transactionCookie = (transaction: Transaction, secure: boolean): string =>
  cookie(Buffer.from(JSON.stringify(transaction)).toString("base64url"), TRANSACTION_SECONDS, secure);

export const endedTransaction = (secure: boolean): string => cookie("", 0, secure);

const cookie = (value: string, seconds: number, secure: boolean): string =>
  newCookie(COOKIE, value, { secure, seconds, sameSite: "Lax" });

/** Null for a browser that began none. */
export function readTransaction(cookies: string | null, secure: boolean): Transaction | null {
  try {
    const text = Buffer.from(readCookie(COOKIE, cookies ?? "", secure) ?? "", "base64url").toString();
    return Stored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
