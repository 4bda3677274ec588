import { z } from "zod";
import { RULE_KINDS, SEVERITIES } from "./kinds.ts";

const seconds = z.number().min(0).max(86_400);

export const Rule = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9_-]{1,64}$/, "must be of a-z, 0-9, _ and -")
      .describe("Its name in addresses and events."),
    kind: z.enum(RULE_KINDS).describe("What it looks at."),
    severity: z.enum(SEVERITIES),
    threshold: z
      .number()
      .describe(
        "In the unit of its kind: milliseconds, failures, multiples of the job's interval, seconds, percent, or a difference of karma. Strict: the threshold itself never fires.",
      ),
    recovery: z
      .number()
      .nullable()
      .describe("A value has to come back to here before it counts as recovered; null: to the threshold."),
    pending_seconds: seconds.describe("It must hold for longer than this before it fires."),
    recovery_seconds: seconds.describe("It must be over for longer than this before it is cleared."),
    cooldown_seconds: seconds.describe("What comes back within this time is the same alert."),
    scope: z
      .string()
      .min(1)
      .max(256)
      .describe("Which robots, jobs, agents or sources: `*` for any characters."),
    enabled: z.boolean(),
  })
  .meta({ id: "AlertRule" });
export type Rule = z.infer<typeof Rule>;
