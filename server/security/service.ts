import type { Account, Credentials, Token } from "#lib/access/api";
import type { Principal } from "#lib/access/decide";
import { isFromProvider } from "#lib/access/provider";
import { durationSeconds } from "#lib/access/token";
import { AppError } from "#lib/errors";
import { toIso } from "#lib/time";
import { json } from "#server/http/errors";
import type { AccessService, Asker } from "#server/services/access";
import type { Access } from "./access.ts";
import { actorOf } from "./audit.ts";
import { credentialsOf, sessionCookie } from "./credentials.ts";
import type { StoredToken } from "./directory.ts";
import type { Logins } from "./logins.ts";
import { configured, type SignIn } from "./oidc/sign-in.ts";
import { sameOriginProblem } from "./origin.ts";
import { isOver, LONGEST_SECONDS } from "./sessions.ts";
import { invalidity } from "./tokens.ts";

/** Access control for the route handlers: the decision, and what admins and people themselves may change. */
export function createAccessService(access: Access, logins: Logins, signIn: SignIn | null): AccessService {
  const { users, tokens, sessions, directory } = access;

  function loggedIn(secret: string, name: string, { client }: Asker, status = 200): Response {
    const answer = json(accountOf({ kind: "user", name, role: roleOf(name), sessionId: "" }), status);
    answer.headers.set(
      "set-cookie",
      sessionCookie(secret, { secure: client.secure, seconds: LONGEST_SECONDS }),
    );
    return answer;
  }

  const roleOf = (name: string) => directory.users().get(name)?.value.role ?? "viewer";

  function credentials(who: Principal): Credentials {
    const now = access.now();
    const open = [...directory.sessions().values()].filter(
      ({ value }) =>
        !isOver(value, now) && directory.users().get(value.user)?.value.generation === value.generation,
    );
    return {
      access: access.isOn() ? "on" : "off",
      users: [...directory.users()].map(([name, { value }]) => ({
        name,
        role: value.role,
        provider: value.provider ? new URL(value.provider.issuer).host : null,
        created_at: toIso(value.created_at),
        sessions: open.filter((session) => session.value.user === name).length,
      })),
      tokens: [...directory.tokens()].map(([id, { value }]) => tokenAnswer(id, value, now)),
      sessions: open.map(({ value: { id, user, address, created_at, seen_at } }) => ({
        id,
        user,
        address,
        created_at: toIso(created_at),
        seen_at: toIso(seen_at),
        current: who.kind === "user" && who.sessionId === id,
      })),
    };
  }

  return {
    async permit({ method, headers }, action, client) {
      const [authorization, cookie] = [headers.get("authorization"), headers.get("cookie")];
      const shown = credentialsOf({ authorization: authorization ?? "", cookie: cookie ?? "" }, client);
      const who = await access.permit(shown, action, client);
      // A token is never sent by a browser on its own; a cookie is, so the page must be ours (D15).
      const problem = access.isOn() && shown.token === null ? sameOriginProblem(method, headers) : null;
      if (problem) throw new AppError("forbidden", problem);
      return who;
    },

    account: ({ who }) => accountOf(who),
    credentials: ({ who }) => credentials(who),

    logIn: async ({ name, password }, asker) =>
      loggedIn(await logins.logIn(name, password, asker.client), name, asker),

    setUp: async (request, asker) => loggedIn(await logins.setUp(request, asker.client), request.name, asker),

    provider: () => signIn?.view() ?? null,
    beginSignIn: async (next, { client }, request) => configured(signIn).begin(next, request, client),
    finishSignIn: async ({ client }, request) => configured(signIn).finish(request, client),

    async logOut({ everywhere }, { who, client }) {
      if (who.kind === "user" && everywhere) await users.logOutEverywhere(who.name, who.name);
      else if (who.kind === "user") await sessions.end(who.sessionId, who.name);
      const answer = json({});
      answer.headers.set("set-cookie", sessionCookie("", { secure: client.secure, seconds: 0 }));
      return answer;
    },

    async changePassword({ current, password }, asker) {
      if (asker.who.kind !== "user") throw new AppError("forbidden", "Only who is logged in has a password");
      const { name } = asker.who;
      if (isFromProvider(name))
        throw new AppError("forbidden", "Your password is the identity provider's: change it there");
      await logins.checkPassword(name, current, asker.client);
      await users.update(name, { password }, name);
      return loggedIn(await logins.logIn(name, password, asker.client), name, asker);
    },

    async createUser({ name, role, password }, { who }) {
      await users.create(name, { role, password }, actorOf(who));
      return credentials(who);
    },

    async changeUser(name, { role, password }, { who }) {
      await users.update(name, { role, password }, actorOf(who));
      return credentials(who);
    },

    async removeUser(name, { who }) {
      await users.remove(name, actorOf(who));
      return credentials(who);
    },

    async createToken({ role, robots, label, expires_in }, { who }) {
      const seconds = expires_in === undefined ? null : durationSeconds(expires_in);
      const expiresAt = seconds === null ? null : access.now() + seconds;
      const wanted = { role, robots: robots ?? null, label: label ?? null, expiresAt };
      const { id, token, stored } = await tokens.create(wanted, actorOf(who));
      return { ...tokenAnswer(id, stored, access.now()), token };
    },

    async revokeToken(id, { who }) {
      await tokens.revoke(id, actorOf(who));
      return credentials(who);
    },

    async endSession(id, { who }) {
      await sessions.end(id, actorOf(who));
      return credentials(who);
    },
  };

  function accountOf(who: Principal): Account {
    return {
      access: access.isOn() ? "on" : "off",
      name: who.kind === "user" ? who.name : null,
      role: who.kind === "user" || who.kind === "token" ? who.role : null,
    };
  }
}

function tokenAnswer(id: string, token: StoredToken, now: number): Token {
  return {
    key_id: id,
    role: token.role,
    robots: token.robots,
    label: token.label,
    state: invalidity(token, now) ?? "valid",
    created_at: toIso(token.created_at),
    created_by: token.created_by,
    expires_at: token.expires_at === null ? null : toIso(token.expires_at),
    revoked_at: token.revoked_at === null ? null : toIso(token.revoked_at),
  };
}
