import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";

/** The simulator of this server: whether it plays, and the wish that it should. */
export const DemoState = z
  .object({ running: z.boolean().describe("Whether made-up agents and robots are at work.") })
  .meta({ id: "Demo" });
export type DemoState = z.infer<typeof DemoState>;

export const GetDemo = {
  method: "GET",
  path: "/api/demo",
  needs: "viewer",
  tag: "demo",
  summary: "Whether the simulator plays",
  status: 200,
  answer: DemoState,
} satisfies RouteSpec;

export const SetDemo = {
  method: "POST",
  path: "/api/demo",
  needs: "operator",
  tag: "demo",
  summary: "Start or stop the simulator",
  body: DemoState,
  status: 200,
  answer: DemoState,
} satisfies RouteSpec;
