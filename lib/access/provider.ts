/** How the names of people begin who come in through the identity provider; no name that is made here begins so. */
export const PROVIDER_PREFIX = "oidc:";

export const isFromProvider = (name: string): boolean => name.startsWith(PROVIDER_PREFIX);

/** Why a log-in through the identity provider came to nothing, for the person. More stands in the server's log. */
export const SIGN_IN_PROBLEMS = {
  unreachable:
    "The identity provider doesn't answer. Try again in a moment; who has a password here can use it.",
  misconfigured:
    "The identity provider and this server are not set up for each other. Who runs the server finds the reason in its log.",
  refused: "The identity provider did not let you in.",
  not_begun: "This log-in was not begun in this browser, or is over already. Begin it again.",
  expired: "This log-in took longer than ten minutes. Begin it again.",
  not_verified: "The identity provider's answer could not be verified. Begin the log-in again.",
  no_role:
    "The identity provider knows you, but gave you no role for this server. Ask who runs it for one, then log in again.",
  too_many: "Too many failed log-ins from your address. Try again in a minute.",
  not_now: "The server's store can't be reached, so nobody new can come in. Try again in a moment.",
} as const;

export type SignInProblem = keyof typeof SIGN_IN_PROBLEMS;

/** Null for what is none: it came in an address, and anybody can write one. */
export const asSignInProblem = (text: unknown): SignInProblem | null =>
  typeof text === "string" && Object.hasOwn(SIGN_IN_PROBLEMS, text) ? (text as SignInProblem) : null;

/** What the log-in page offers. */
export interface LoginProvider {
  /** Its host, by which people know it. */
  name: string;
  /** Where the log-in begins; a `next` is added. */
  href: string;
  /** What was wrong when it was last asked. */
  problem: SignInProblem | null;
}
