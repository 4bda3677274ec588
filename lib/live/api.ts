import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { PICTURE_PATH } from "./protocol.ts";

/** What a dashboard's socket would tell first, over HTTP: a page asks for it before any of its code has come. */
export const DashboardPicture = z
  .object({
    welcome: z.looseObject({ now: z.number() }).describe("The server, and its clock in Unix seconds."),
    link: z
      .looseObject({ up: z.boolean() })
      .describe("How the server's own connection to the stream is doing."),
    saving: z
      .looseObject({ up: z.boolean() })
      .describe("Whether the store takes writes; if not, since when and why."),
    proof: z.looseObject({}).describe("What this server can vouch for."),
    snapshot: z
      .looseObject({ state: z.looseObject({}), cursor: z.looseObject({ streamId: z.string() }) })
      .describe("The folded state, and the place in the stream that it belongs to."),
  })
  .meta({ id: "DashboardPicture" });
export type DashboardPicture = z.infer<typeof DashboardPicture>;

export const GetPicture = {
  method: "GET",
  path: PICTURE_PATH,
  needs: "viewer",
  tag: "live",
  summary: "What a dashboard begins with; its socket goes on from there. Of this version's pages only",
  status: 200,
  answer: DashboardPicture,
} satisfies RouteSpec;
