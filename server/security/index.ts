import { type Config, isLoopback } from "#server/config";
import type { Tail } from "#server/events/tail";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";
import { openAccess } from "./access.ts";
import { createClientOf } from "./client.ts";
import { ownAddresses, refuseWithoutCredentials } from "./exposure.ts";
import { createLogins } from "./logins.ts";
import { createSignIn } from "./oidc/sign-in.ts";
import { createOriginCheck } from "./origin.ts";
import { createAccessService } from "./service.ts";
import { createSetupLink } from "./setup-link.ts";

export interface SecurityOptions {
  config: Config;
  records: Records;
  logger: Logger;
}

/** Who may come in, from where, and how one logs in. Throws "invalid" where others could reach a server that asks nobody. */
export async function openSecurity({ config, records, logger }: SecurityOptions) {
  const { oidc, publicUrl, host } = config;
  const access = await openAccess({
    records,
    required: config.accessRequired,
    issuer: oidc?.issuer ?? null,
    logger,
  });
  if (!isLoopback(host) && !oidc) refuseWithoutCredentials(host, access);
  const setupLink = createSetupLink();
  const logins = createLogins({ access, records, setupLink, logger });
  const signIn = oidc && createSignIn({ settings: oidc, publicUrl, access, logins, logger });

  return {
    access,
    clientOf: createClientOf(config.trustedProxies),
    originCheck: createOriginCheck([...config.allowedHosts, ...ownAddresses(host)]),
    service: createAccessService(access, logins, signIn),
    /** The code with which the first admin is made; null once there is a user, or while nobody is asked. */
    setupCode: () => (access.isOn() && access.directory.users().size === 0 ? setupLink.make() : null),
    /** Another gateway, or the command line, changes who may come in: the stream says so. */
    follow(tail: Pick<Tail, "listen">): void {
      tail.listen({
        events(_from, _to, events) {
          if (events.some(({ type }) => type.startsWith("access.")))
            void access.directory.refresh().catch(() => undefined);
        },
      });
    },
    close: access.close,
  };
}
