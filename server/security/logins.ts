import type { SetupRequest } from "#lib/access/api";
import { AppError, isAppError } from "#lib/errors";
import type { Logger } from "#server/log";
import type { Records } from "#server/store/port";
import { type Access, tooManyFailures } from "./access.ts";
import { told } from "./audit.ts";
import { type Client, networkOf } from "./client.ts";
import { type LoginWay, type StoredUser, USERS } from "./directory.ts";
import { createFailures } from "./failures.ts";
import { isPassword, nobodysPassword, tooManyAtOnce } from "./passwords.ts";
import type { SetupLink } from "./setup-link.ts";

/** Failed log-ins are told to the audit trail so often at most; what came between is counted. */
const TOLD_EVERY_MS = 60_000;
/** Passwords of one network that are checked or wait for it: the places are few, and others come too. */
const CHECKED_AT_ONCE = 10;

export interface LoginsParts {
  access: Access;
  records: Records;
  setupLink: SetupLink;
  logger: Logger;
}

/** Who comes in with a password, or with the set-up link: the secret of a new session. */
export function createLogins({ access, records, setupLink, logger }: LoginsParts) {
  const nobody = nobodysPassword();
  // By name and network: what others do wrong from the same one keeps nobody out, and each name has ten guesses.
  const byName = createFailures();
  const byNetwork = createFailures();
  const checking = new Map<string, number>();
  const untold = new Map<string, { failures: number; at: number }>();

  async function checkPassword(name: string, password: string, { address }: Client) {
    const network = networkOf(address);
    const key = `${name} ${network}`;
    const wait = byName.waitSeconds(key);
    if (wait > 0) throw tooManyFailures(wait);
    const before = checking.get(network) ?? 0;
    if (before >= CHECKED_AT_ONCE) throw tooManyAtOnce();
    // Counted before it is looked at, so that a hundred guesses at once are not a hundred guesses.
    byName.add(key);
    checking.set(network, before + 1);
    try {
      // Of the store, whoever it is: while that is away, known and unknown names are answered alike.
      const user = await records.get<StoredUser>(USERS, name);
      if ((await isPassword(password, user?.value.password ?? nobody)) && user) {
        byName.forget(key);
        return user;
      }
      const waitThere = byNetwork.waitSeconds(network);
      byNetwork.add(network);
      tell(user ? name : undefined, address, "password");
      throw waitThere > 0 ? tooManyFailures(waitThere) : wrong();
    } finally {
      const left = (checking.get(network) ?? 1) - 1;
      if (left > 0) checking.set(network, left);
      else checking.delete(network);
    }
  }

  function tell(user: string | undefined, address: string, how: LoginWay): void {
    const now = performance.now();
    const network = networkOf(address);
    const before = untold.get(network);
    const failures = (before?.failures ?? 0) + 1;
    if (before && now - before.at < TOLD_EVERY_MS) {
      before.failures = failures;
      return;
    }
    if (untold.size >= 1000) untold.clear();
    untold.set(network, { failures: 0, at: now });
    const at = access.now();
    records
      .commit(told("access.login_failed", { user, address, how, failures, at }, at))
      .catch((error: unknown) => {
        // The answer doesn't wait for it, and doesn't change.
        logger.warn(
          { code: isAppError(error) ? error.code : "unknown" },
          "a failed log-in could not be told",
        );
      });
  }

  return {
    checkPassword,
    tell,
    async logIn(name: string, password: string, client: Client): Promise<string> {
      const user = await checkPassword(name, password, client);
      const secret = await access.sessions.open(name, user, { address: client.address, how: "password" });
      if (secret === null) throw wrong();
      return secret;
    },
    async setUp({ code, name, password }: SetupRequest, client: Client): Promise<string> {
      const network = networkOf(client.address);
      const wait = byNetwork.waitSeconds(network);
      if (wait > 0) throw tooManyFailures(wait);
      if (!setupLink.fits(code)) {
        byNetwork.add(network);
        throw new AppError(
          "unauthorized",
          "This set-up link is used up, too old, or not this server's: start the server again for a new one",
        );
      }
      await access.users.create(name, { role: "admin", password, onlyFirst: true }, "set-up link");
      setupLink.use();
      return this.logIn(name, password, client);
    },
  };
}

export type Logins = ReturnType<typeof createLogins>;

const wrong = (): AppError => new AppError("unauthorized", "Name or password is wrong");
