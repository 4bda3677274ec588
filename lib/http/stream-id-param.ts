import { z } from "zod";
import { isStreamId } from "../stream-id.ts";

/** A stream id in a path or a query. */
export const StreamIdParam = z
  .string()
  .max(64)
  .refine(isStreamId, "must be a stream id such as 1767225600000-0");
