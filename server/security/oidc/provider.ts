import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from "openid-client";
import type { SignInProblem } from "#lib/access/provider";
import type { OidcSettings } from "#server/config";
import type { Logger } from "#server/log";
import { discoveryProblem, exchangeProblem, factsOf, signInProblem } from "./problem.ts";
import { claimAt } from "./roles.ts";
import type { Transaction } from "./transaction.ts";

const TIMEOUT_SECONDS = 5;
/** What a provider says of itself is asked for again after so long. */
const KNOWN_MS = 3_600_000;

export type Claims = Readonly<Record<string, unknown>> & { sub: string };

export type Provider = ReturnType<typeof createProvider>;

/** The identity provider: asked what it can do when that is needed, so that nobody waits for it at the start. */
export function createProvider(
  { issuer, clientId, clientSecret, scopes, roleClaim }: OidcSettings,
  logger: Logger,
) {
  let known: { configuration: Configuration; until: number } | null = null;
  let asking: Promise<Configuration> | null = null;
  let problem: SignInProblem | null = null;

  async function ask(): Promise<Configuration> {
    const server = new URL(issuer);
    // The settings let this be so on the machine itself only.
    const plain = server.protocol === "http:" ? [allowInsecureRequests] : [];
    try {
      const configuration = await discovery(server, clientId, clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        execute: [enableNonRepudiationChecks, ...plain],
      });
      known = { configuration, until: performance.now() + KNOWN_MS };
      problem = null;
      return configuration;
    } catch (error) {
      const found = discoveryProblem(error);
      problem = found;
      logger.warn({ problem: found, ...factsOf(error) }, "the identity provider can't be used");
      throw signInProblem(found, error);
    }
  }

  /** "unauthorized" with the problem. */
  function configuration(): Promise<Configuration> {
    if (known && performance.now() < known.until) return Promise.resolve(known.configuration);
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    configuration,
    problem: () => problem,

    async authorizationUrl(redirectUri: string, { state, nonce, verifier }: Transaction): Promise<URL> {
      return buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: scopes,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
    },

    /**
     * What the provider vouches for, of whoever came back to `callback`. The library compares state, nonce, issuer,
     * audience and times, and the signature with the provider's keys. "unauthorized" with the problem.
     */
    async claimsOf(callback: URL, { state, nonce, verifier }: Transaction): Promise<Claims> {
      const known = await configuration();
      try {
        const tokens = await authorizationCodeGrant(known, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Error("no ID token came");
        const complete =
          claimAt(claims, roleClaim) !== undefined || !known.serverMetadata().userinfo_endpoint;
        // Many providers put roles there only.
        return complete
          ? claims
          : { ...(await fetchUserInfo(known, tokens.access_token, claims.sub)), ...claims };
      } catch (error) {
        throw signInProblem(exchangeProblem(error), error);
      }
    },
  };
}
