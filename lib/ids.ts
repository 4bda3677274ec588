import { z } from "zod";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** `robot_id` and `agent_id`: 1 to 128 characters, none of them a control character; else any text (contract section 7). */
export const EntityId = z
  .string()
  .min(1, "must not be empty")
  .max(128, "must be at most 128 characters")
  .refine((id) => !CONTROL.test(id), "must not contain control characters")
  // A lone surrogate can't be stored as UTF-8: two different ids would become one.
  .refine((id) => id.isWellFormed(), "must be well-formed Unicode");
