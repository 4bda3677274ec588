import { z } from "zod";
import { parseTimestamp } from "../time.ts";

/** A moment in a query: Unix seconds or ISO-8601; gives Unix seconds. */
export const TimeParam = z
  .string()
  .max(64)
  .transform((text, context) => {
    const seconds = parseTimestamp(text)?.seconds;
    if (seconds !== undefined) return seconds;
    context.addIssue({ code: "custom", message: "must be a time in Unix seconds or ISO-8601" });
    return z.NEVER;
  });
