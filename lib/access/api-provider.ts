import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";

/** Coming in through an identity provider (OpenID Connect): two addresses that a browser is sent to. */

export const BEGIN_PATH = "/api/access/oidc";
export const CALLBACK_PATH = "/api/access/oidc/callback";

const base = { method: "GET", tag: "access", needs: "public", answer: "text" } as const;
const NOT_CONFIGURED = { 404: "No identity provider is configured." } as const;

export const BeginSignIn = {
  ...base,
  path: BEGIN_PATH,
  summary: "Send the browser to the identity provider, or back to the log-in page with the reason",
  query: z.object({
    next: z.string().optional().describe("Where to go afterwards: a path of this server."),
  }),
  status: 303,
  errors: NOT_CONFIGURED,
} satisfies RouteSpec;

export const FinishSignIn = {
  ...base,
  path: CALLBACK_PATH,
  summary: "Where the identity provider sends the browser: sets the session's cookie and leads on",
  query: z.looseObject({
    state: z.string().optional().describe("Of the log-in that was begun in this browser."),
    code: z.string().optional().describe("Good for one exchange at the provider."),
    error: z.string().optional().describe("Why the provider let nobody in."),
  }),
  status: 200,
  errors: { 303: "To the log-in page, with the reason.", ...NOT_CONFIGURED },
} satisfies RouteSpec;
