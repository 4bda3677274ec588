import { ROBOT_NEEDS } from "#lib/access/doors";
import { isAppError } from "#lib/errors";
import type { Access } from "#server/security/access";
import type { Client, ClientOf } from "#server/security/client";
import type { Credentials } from "#server/security/credentials";
import type { Telemetry } from "#server/telemetry/index";

export interface Admission {
  telemetry: Pick<Telemetry, "whyShutOut">;
  /** False when this address opens connections too fast. */
  mayConnect(address: string): boolean;
  access: Pick<Access, "permit" | "hold">;
  clientOf: ClientOf;
}

export interface Refusal {
  code: "rate_limited" | "unauthorized";
  /** Says which of the reasons for this code it is. */
  message: string;
}

const TOO_FAST = "Too many new connections from this address: try again in a few seconds";

/** Why a robot isn't let in at the moment (contract section 7); null when it may come in. */
export async function refusedNow(
  { telemetry, mayConnect, access }: Admission,
  robotId: string,
  shown: Credentials,
  client: Client,
): Promise<Refusal | null> {
  if (!mayConnect(client.address)) return { code: "rate_limited", message: TOO_FAST };
  try {
    await access.permit(shown, { needs: ROBOT_NEEDS.connect, robotId }, client);
  } catch (error) {
    return refusalOf(error);
  }
  const shutOut = telemetry.whyShutOut(robotId);
  return shutOut === null ? null : { code: "rate_limited", message: shutOut };
}

function refusalOf(error: unknown): Refusal {
  if (!isAppError(error)) throw error;
  const { code, message } = error;
  if (code === "unauthorized" || code === "forbidden") return { code: "unauthorized", message };
  // Too many unknown tokens, or the store can't be asked: later it may be better.
  return { code: "rate_limited", message };
}
