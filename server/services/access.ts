import type {
  Account,
  CreatedToken,
  Credentials,
  LoginRequest,
  LogoutRequest,
  PasswordRequest,
  SetupRequest,
  TokenRequest,
  UserChange,
  UserRequest,
} from "#lib/access/api";
import type { Action, Principal } from "#lib/access/decide";
import type { LoginProvider } from "#lib/access/provider";
import type { Client } from "../security/client.ts";
import type { Asked } from "../security/oidc/sign-in.ts";

/** Who calls a route. */
export interface Asker {
  who: Principal;
  client: Client;
}

export interface AccessService {
  /** Who it is, if they may. "unauthorized", "forbidden"; "rate_limited" after too many unknown tokens. */
  permit(request: Pick<Request, "method" | "headers">, action: Action, client: Client): Promise<Principal>;
  account(asker: Asker): Account;
  credentials(asker: Asker): Credentials;
  /** "unauthorized"; "rate_limited". Sets the cookie, here and below where a Response is answered. */
  logIn(request: LoginRequest, asker: Asker): Promise<Response>;
  /** "unauthorized", "conflict" when there is a user already. */
  setUp(request: SetupRequest, asker: Asker): Promise<Response>;
  /** The identity provider that the log-in page offers; null without one. */
  provider(): LoginProvider | null;
  /** "not_found" without one, here and below. */
  beginSignIn(next: string | undefined, asker: Asker, request: Asked): Promise<Response>;
  finishSignIn(asker: Asker, request: Asked): Promise<Response>;
  logOut(request: LogoutRequest, asker: Asker): Promise<Response>;
  changePassword(request: PasswordRequest, asker: Asker): Promise<Response>;
  /** "conflict", here and below where nobody would be an admin any more. */
  createUser(request: UserRequest, asker: Asker): Promise<Credentials>;
  /** "not_found", here and below. */
  changeUser(name: string, change: UserChange, asker: Asker): Promise<Credentials>;
  removeUser(name: string, asker: Asker): Promise<Credentials>;
  createToken(request: TokenRequest, asker: Asker): Promise<CreatedToken>;
  revokeToken(keyId: string, asker: Asker): Promise<Credentials>;
  endSession(id: string, asker: Asker): Promise<Credentials>;
}
