import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { PERSON_ROLES, ROLES } from "./decide.ts";
import { PROVIDER_PREFIX } from "./provider.ts";
import { durationSeconds } from "./token.ts";

/** Who may come in, over HTTP. Datetimes are ISO-8601 UTC. A secret is told once, by what makes it. */

export const UserName = z
  .string()
  .transform((name) => name.toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "must be 1 to 64 letters, digits, dots, hyphens or underscores"),
  )
  .describe("In lower case.");

/** Of anybody there is: of those who come in through the identity provider too. */
export const AnyUserName = z.union([
  UserName,
  z.string().startsWith(PROVIDER_PREFIX).max(64).describe("Of somebody from the identity provider."),
]);

/** Long rather than full of signs: https://pages.nist.gov/800-63-4/sp800-63b.html */
export const NewPassword = z
  .string()
  .min(12, "must have at least 12 characters")
  .max(256, "must have at most 256 characters");
const GivenPassword = z.string().min(1).max(256);

const PersonRole = z.enum(PERSON_ROLES);
const Nothing = z.object({}).meta({ id: "NoFields" });
const when = z.iso.datetime();

export const Account = z
  .object({
    access: z.enum(["on", "off"]).describe("Off: whoever reaches this machine's loopback may do everything."),
    name: z.string().nullable().describe("Null for a token, and while access control is off."),
    role: z.enum(ROLES).nullable().describe("Null while access control is off."),
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

export const LoginRequest = z
  .object({ name: UserName, password: GivenPassword })
  .meta({ id: "LoginRequest" });
export type LoginRequest = z.infer<typeof LoginRequest>;

export const SetupRequest = z
  .object({ code: z.string().min(1).max(100), name: UserName, password: NewPassword })
  .meta({ id: "SetupRequest" });
export type SetupRequest = z.infer<typeof SetupRequest>;

export const LogoutRequest = z
  .object({ everywhere: z.boolean().default(false).describe("End all of this user's sessions.") })
  .meta({ id: "LogoutRequest" });
export type LogoutRequest = z.infer<typeof LogoutRequest>;

export const PasswordRequest = z
  .object({ current: GivenPassword, password: NewPassword })
  .meta({ id: "PasswordRequest" });
export type PasswordRequest = z.infer<typeof PasswordRequest>;

export const UserRequest = z
  .object({ name: UserName, role: PersonRole, password: NewPassword })
  .meta({ id: "UserRequest" });
export type UserRequest = z.infer<typeof UserRequest>;

export const UserChange = z
  .object({ role: PersonRole.optional(), password: NewPassword.optional() })
  .refine(
    ({ role, password }) => role !== undefined || password !== undefined,
    "must change role or password",
  )
  .meta({ id: "UserChange" });
export type UserChange = z.infer<typeof UserChange>;

export const RobotPattern = z
  .string()
  .min(1)
  .max(128)
  .describe("Of a robot's token: the id of its robot, or a pattern; `*` stands for any characters.");

export const TokenRequest = z
  .object({
    role: z.enum(ROLES),
    robots: RobotPattern.optional(),
    label: z.string().min(1).max(100).optional().describe("What it is for."),
    expires_in: z
      .string()
      .refine((text) => durationSeconds(text) !== null, "must be like 90m, 12h or 30d")
      .optional()
      .describe("30d, 12h or 90m; never when left out."),
  })
  .superRefine(({ role, robots }, { addIssue }) => {
    const message = role === "robot" ? "must say which robots it speaks for" : "is only for the role robot";
    if ((role === "robot") !== (robots !== undefined))
      addIssue({ code: "custom", path: ["robots"], message });
  })
  .meta({ id: "TokenRequest" });
export type TokenRequest = z.infer<typeof TokenRequest>;

export const User = z
  .object({
    name: z.string(),
    role: PersonRole,
    provider: z
      .string()
      .nullable()
      .describe("The identity provider that decides about this user; null for none."),
    created_at: when,
    sessions: z.int().min(0),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

export const Token = z
  .object({
    key_id: z.string().describe("The part of it that is no secret."),
    role: z.enum(ROLES),
    robots: z.string().nullable(),
    label: z.string().nullable(),
    state: z.enum(["valid", "expired", "revoked"]),
    created_at: when,
    created_by: z.string(),
    expires_at: when.nullable(),
    revoked_at: when.nullable(),
  })
  .meta({ id: "Token" });
export type Token = z.infer<typeof Token>;

export const Session = z
  .object({
    id: z.string(),
    user: z.string(),
    address: z.string(),
    created_at: when,
    seen_at: when.describe("To the minute."),
    current: z.boolean().describe("The one that asks."),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const Credentials = z
  .object({
    access: z.enum(["on", "off"]),
    users: z.array(User),
    tokens: z.array(Token),
    sessions: z.array(Session),
  })
  .meta({ id: "Credentials" });
export type Credentials = z.infer<typeof Credentials>;

export const CreatedToken = Token.extend({
  token: z.string().describe("The token itself: told now and never again."),
}).meta({ id: "CreatedToken" });
export type CreatedToken = z.infer<typeof CreatedToken>;

const base = { tag: "access", status: 200 } as const;
const TOO_MANY = { 429: "Too many failed attempts; Retry-After says when to try again." } as const;
const userParams = z.object({ name: AnyUserName });

export const LogIn = {
  ...base,
  method: "POST",
  path: "/api/access/login",
  needs: "public",
  summary: "Log in: sets the session's cookie",
  body: LoginRequest,
  answer: Account,
  errors: { 401: "Name or password is wrong.", ...TOO_MANY },
} satisfies RouteSpec;

export const SetUp = {
  ...base,
  method: "POST",
  path: "/api/access/setup",
  needs: "public",
  summary: "Make the first admin, with the code of the set-up link, and log in",
  body: SetupRequest,
  answer: Account,
  errors: {
    401: "The link is used up, too old, or not this server's.",
    409: "There is a user already.",
    ...TOO_MANY,
  },
} satisfies RouteSpec;

export const LogOut = {
  ...base,
  method: "POST",
  path: "/api/access/logout",
  needs: "viewer",
  summary: "End this session, or all of this user's",
  body: LogoutRequest,
  answer: Nothing,
} satisfies RouteSpec;

export const GetAccount = {
  ...base,
  method: "GET",
  path: "/api/access/account",
  needs: "viewer",
  summary: "Who is asking",
  answer: Account,
} satisfies RouteSpec;

export const ChangePassword = {
  ...base,
  method: "POST",
  path: "/api/access/password",
  needs: "viewer",
  summary: "Change one's own password: ends all of one's sessions but a new one",
  body: PasswordRequest,
  answer: Account,
  errors: { 401: "The current password is wrong.", ...TOO_MANY },
} satisfies RouteSpec;

export const GetCredentials = {
  ...base,
  method: "GET",
  path: "/api/access",
  needs: "admin",
  summary: "Users, tokens and sessions",
  answer: Credentials,
} satisfies RouteSpec;

export const CreateUser = {
  ...base,
  method: "POST",
  path: "/api/access/users",
  needs: "admin",
  summary: "Make a user; the first must be an admin, and turns access control on",
  body: UserRequest,
  status: 201,
  answer: Credentials,
  errors: { 409: "The name is taken, or the first user is no admin." },
} satisfies RouteSpec;

const onlyAdmin = {
  404: "There is no such user.",
  409: "It is the only admin, or the identity provider decides about it.",
};

export const ChangeUser = {
  ...base,
  method: "POST",
  path: "/api/access/users/{name}",
  needs: "admin",
  summary: "Change a user's role, or set a password, which ends all of the user's sessions",
  params: userParams,
  body: UserChange,
  answer: Credentials,
  errors: onlyAdmin,
} satisfies RouteSpec;

export const RemoveUser = {
  ...base,
  method: "POST",
  path: "/api/access/users/{name}/remove",
  needs: "admin",
  summary: "Remove a user and end all of its sessions",
  params: userParams,
  body: Nothing,
  answer: Credentials,
  errors: onlyAdmin,
} satisfies RouteSpec;

export const CreateToken = {
  ...base,
  method: "POST",
  path: "/api/access/tokens",
  needs: "admin",
  summary: "Make a token, which turns access control on",
  body: TokenRequest,
  status: 201,
  answer: CreatedToken,
} satisfies RouteSpec;

export const RevokeToken = {
  ...base,
  method: "POST",
  path: "/api/access/tokens/{key_id}/revoke",
  needs: "admin",
  summary: "Revoke a token for good: what it holds open is closed within five seconds",
  params: z.object({ key_id: z.string().regex(/^[A-Za-z0-9]{8}$/) }),
  body: Nothing,
  answer: Credentials,
  errors: { 404: "There is no such token." },
} satisfies RouteSpec;

export const EndSession = {
  ...base,
  method: "POST",
  path: "/api/access/sessions/{id}/end",
  needs: "admin",
  summary: "Log somebody out of one session",
  params: z.object({ id: z.string().regex(/^[A-Za-z0-9]{8}$/) }),
  body: Nothing,
  answer: Credentials,
  errors: { 404: "There is no such session." },
} satisfies RouteSpec;
