import type { Telemetry } from "#server/telemetry/index";

export interface Admission {
  telemetry: Pick<Telemetry, "whyShutOut">;
  /** False when this address opens connections too fast. */
  mayConnect(address: string): boolean;
}

const TOO_FAST = "Too many new connections from this address: try again in a few seconds";

/**
 * Why a robot isn't let in at the moment, in a sentence that says which of the reasons it is: its code is
 * `rate_limited`, or 4429, for all of them (contract section 7). Null when it may come in.
 */
export const refusedNow = (
  { telemetry, mayConnect }: Admission,
  robotId: string,
  address: string,
): string | null => (mayConnect(address) ? telemetry.whyShutOut(robotId) : TOO_FAST);
