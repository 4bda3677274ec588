import { BEGIN_PATH, CALLBACK_PATH } from "#lib/access/api-provider";
import { nextPlace } from "#lib/access/next-place";
import type { LoginProvider } from "#lib/access/provider";
import { AppError } from "#lib/errors";
import type { OidcSettings } from "#server/config";
import type { Logger } from "#server/log";
import type { Access } from "../access.ts";
import { type Client, networkOf } from "../client.ts";
import { sessionCookie } from "../credentials.ts";
import { createFailures } from "../failures.ts";
import type { Logins } from "../logins.ts";
import { LONGEST_OIDC_SECONDS } from "../sessions.ts";
import { landing, redirect } from "./landing.ts";
import { factsOf, problemOf, signInProblem } from "./problem.ts";
import { createProvider } from "./provider.ts";
import { claimAt, roleOf } from "./roles.ts";
import {
  endedTransaction,
  newTransaction,
  readTransaction,
  TRANSACTION_SECONDS,
  type Transaction,
  transactionCookie,
} from "./transaction.ts";

export interface SignInParts {
  settings: OidcSettings;
  /** Where browsers reach this server; null takes what they say, which was checked. */
  publicUrl: string | null;
  access: Access;
  logins: Pick<Logins, "tell">;
  logger: Logger;
}

/** The parts of a request that matter here. */
export type Asked = Pick<Request, "url" | "headers">;

export type SignIn = ReturnType<typeof createSignIn>;

/** Coming in through the identity provider: the authorization code flow with PKCE, bound to one browser. */
export function createSignIn({ settings, publicUrl, access, logins, logger }: SignInParts) {
  const provider = createProvider(settings, logger);
  // Each looks at the provider's answer with a request to it: nobody makes us send many.
  const failures = createFailures();
  // So that the log says at the start what is wrong, and the log-in page too.
  const check = () => void provider.configuration().catch(() => undefined);
  check();

  const callbackUri = ({ headers }: Asked, { secure }: Client): string =>
    `${publicUrl ?? `${secure ? "https" : "http"}://${headers.get("host")}`}${CALLBACK_PATH}`;

  function back(error: unknown, next: string, { secure }: Client): Response {
    const problem = problemOf(error);
    logger.warn({ problem, ...factsOf(error) }, "a log-in through the identity provider failed");
    return redirect(`/login?${new URLSearchParams({ problem, next })}`, [endedTransaction(secure)]);
  }

  async function personOf(asked: Asked, client: Client, transaction: Transaction | null): Promise<string> {
    if (!transaction) throw signInProblem("not_begun");
    if (access.now() - transaction.at >= TRANSACTION_SECONDS) throw signInProblem("expired");
    const callback = new URL(callbackUri(asked, client) + queryOf(asked.url));
    // Of another tab, or of somebody else: the library would say so in other words.
    if (callback.searchParams.get("state") !== transaction.state) throw signInProblem("not_begun");
    const claims = await provider.claimsOf(callback, transaction);
    const claim = claimAt(claims, settings.roleClaim);
    const role = roleOf(claim, settings.roles);
    if (!role) throw signInProblem("no_role", new Error(whyNoRole(settings.roleClaim, claim)));
    const suggestion =
      [claims.preferred_username, claims.email].find((name) => typeof name === "string") ?? "";
    const { issuer } = settings;
    return access.users.takeFromProvider({ issuer, subject: claims.sub, suggestion, role });
  }

  async function sessionOf(name: string, address: string): Promise<string> {
    const user = await access.directory.user(name);
    const secret = user && (await access.sessions.open(name, user, { address, how: "oidc" }));
    // Somebody changed or removed the user in the same moment.
    if (!secret) throw signInProblem("not_verified");
    return secret;
  }

  return {
    /** For the log-in page. What was wrong is looked at again meanwhile. */
    view(): LoginProvider {
      const problem = provider.problem();
      if (problem) check();
      return { name: new URL(settings.issuer).host, href: `${publicUrl ?? ""}${BEGIN_PATH}`, problem };
    },

    async begin(next: string | undefined, asked: Asked, client: Client): Promise<Response> {
      const place = nextPlace(next);
      try {
        const transaction = newTransaction(place, access.now());
        const url = await provider.authorizationUrl(callbackUri(asked, client), transaction);
        return redirect(url.href, [transactionCookie(transaction, client.secure)]);
      } catch (error) {
        return back(error, place, client);
      }
    },

    async finish(asked: Asked, client: Client): Promise<Response> {
      const { address, secure } = client;
      const network = networkOf(address);
      const transaction = readTransaction(asked.headers.get("cookie"), secure);
      // It was in the browser's hands meanwhile.
      const next = nextPlace(transaction?.next);
      try {
        if (failures.waitSeconds(network) > 0) throw signInProblem("too_many");
        failures.add(network);
        const name = await personOf(asked, client, transaction);
        const secret = await sessionOf(name, address);
        failures.forget(network);
        const session = sessionCookie(secret, { secure, seconds: LONGEST_OIDC_SECONDS });
        return landing(next, [session, endedTransaction(secure)]);
      } catch (error) {
        const answer = back(error, next, client);
        logins.tell(undefined, address, "oidc");
        return answer;
      }
    },
  };
}

/** "not_found" where none is configured. */
export function configured(signIn: SignIn | null): SignIn {
  if (signIn) return signIn;
  throw new AppError("not_found", "No identity provider is configured");
}

function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}

/** Whose mistake it is, for the log: the provider's that doesn't tell it, or a name that is another one here than there. */
const whyNoRole = (name: string, claim: unknown): string =>
  claim === undefined
    ? `The claim "${name}" is missing: let the provider tell it, or name another one in OIDC_ROLE_CLAIM`
    : `The claim "${name}" has none of the values of OIDC_VIEWERS, OIDC_OPERATORS and OIDC_ADMINS`;
