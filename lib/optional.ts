import type { z } from "zod";

/** A field that may be left out; null is read as left out (contract section 6). */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullable()
    .transform((value): z.output<T> | undefined => value ?? undefined)
    .optional();
