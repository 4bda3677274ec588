import { z } from "zod";

/** The simulator of this server: whether it plays, and the wish that it should. */
export const DemoState = z
  .object({ running: z.boolean().describe("Whether made-up agents and robots are at work.") })
  .meta({ id: "Demo" });
export type DemoState = z.infer<typeof DemoState>;
