import { asKnown } from "#lib/events/known";
import type { Tail } from "#server/events/tail";
import type { HistoryReader } from "#server/history/port";
import type { SampleReader } from "#server/history/samples/index";
import { createTelemetry, type Telemetry, type TelemetryOptions } from "./connections.ts";
import { rememberRobots } from "./known-robots.ts";
import { createMetricHistory } from "./metric-history.ts";
import { createOperators } from "./operators.ts";
import { createTelemetryService } from "./service.ts";
import { createSessions } from "./sessions.ts";
import { startSweep } from "./sweep.ts";

export { createTelemetry, type KickCause, type RobotConnection, type Telemetry } from "./connections.ts";
export { knownRobots } from "./known-robots.ts";
export { newGatewayId } from "./sweep.ts";

export interface StartTelemetryOptions extends Omit<TelemetryOptions, "state"> {
  tail: Pick<Tail, "state" | "cursor" | "listen">;
  /** Pages of the history. */
  page: HistoryReader["page"];
  samples: SampleReader;
  /** With the embedded store there is only ever one gateway. */
  alone: boolean;
  version: string;
}

/** Robots: who is connected, what they sent, what operators do with them, who vouches for them, and their API. */
export async function startTelemetry({
  tail,
  page,
  samples,
  alone,
  version,
  ...rest
}: StartTelemetryOptions) {
  const { state } = tail;
  const options = { ...rest, state };
  const telemetry = await createTelemetry(options);
  obeyOperators(tail, telemetry);
  const remembered = await rememberRobots(options.records, state, options.logger);
  const sweep = await startSweep({ ...options, place: tail.cursor().streamId, alone });
  const operators = createOperators({ ...options, connectionsHere: telemetry.connectionsOf });

  return {
    ...telemetry,
    proof: sweep.proof,
    onProof: sweep.onProof,
    service: createTelemetryService({
      telemetry,
      operators,
      sessions: createSessions({ page, state }),
      metricHistory: createMetricHistory({ samples, state }),
      state,
      proof: sweep.proof,
      version,
    }),
    /** Every robot is told that the server goes down; nothing is vouched for any more. */
    sayGoodBye(): Promise<void> {
      sweep.close();
      return telemetry.closeAll("server_shutdown");
    },
    async close(): Promise<void> {
      await remembered.close();
      await telemetry.close();
    },
  };
}

/** An operator may sit at another gateway. */
function obeyOperators(tail: Pick<Tail, "listen">, { closeRobot }: Telemetry): void {
  tail.listen({
    events(_from, _to, events) {
      for (const event of events) {
        const known = asKnown(event);
        if (known?.type === "telemetry.robot_blocked") closeRobot(known.payload.robot_id);
        // One that has come back since is not meant.
        if (known?.type === "telemetry.robot_kicked")
          closeRobot(known.payload.robot_id, known.payload.kicked_at);
      }
    },
  });
}
