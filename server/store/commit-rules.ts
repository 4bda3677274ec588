import { AppError } from "#lib/errors";
import type { Commit } from "./port.ts";

/**
 * What every adapter refuses alike, so that a commit that works embedded works on Redis too:
 * there, only keys in one hash slot change in one step, and the records share the events' slot.
 */
export function refuseUnfitCommit({ appends = [] }: Commit): void {
  const stray = appends.find(({ stream }) => stream !== "events");
  if (stray)
    throw new AppError("invalid", `A commit can't append to the stream "${stray.stream}", only to "events"`);
}

export const recordConflict = (collection: string, key: string): AppError =>
  new AppError("conflict", `Record "${key}" of ${collection} was changed by somebody else meanwhile`);

export const leaseConflict = (name: string): AppError =>
  new AppError("conflict", `Lease "${name}" is held by somebody else meanwhile`);
