import type { StandardMetric } from "./standard-metrics.ts";

/** What a robot reports: percent, percent, milliseconds, percent, and at most 32 numbers of its own. */
export type Metrics = { [metric in StandardMetric]?: number } & { [custom: string]: number };

/** What came of one report. */
export type Outcome =
  | { kind: "accepted" }
  /** The server said no to this very sample, which is not sent again. */
  | { kind: "refused"; code: string; message: string }
  /** It was given up before it was sent: the buffer was full, or the client was closed. */
  | { kind: "dropped" };

/** A sample on its way, and who wants to know what came of it. */
export interface Report {
  sample: Metrics & { timestamp: number };
  /** The length of its JSON. */
  chars: number;
  settle(outcome: Outcome): void;
}

/** Below the server's 64 KiB of a message: UTF-8 takes at most three bytes for each of these. */
export const MESSAGE_CHARS = 20_000;
/** As many as the server takes in one message. */
const MESSAGE_SAMPLES = 1000;

/**
 * What a robot has to say while nobody hears it: at most `limit` reports, in their order. Beyond that the oldest are
 * given up; whoever adds gets them back.
 */
export function createSampleBuffer(limit: number) {
  let waiting: Report[] = [];
  /** So many fit in a message at most: halved by a refusal, doubled by an acceptance. */
  let most = MESSAGE_SAMPLES;
  const beyondLimit = () => waiting.splice(0, Math.max(0, waiting.length - limit));
  return {
    size: (): number => waiting.length,
    add(report: Report): Report[] {
      waiting.push(report);
      return beyondLimit();
    },
    /** The oldest ones, as many as go into one message: at least one. */
    take(): Report[] {
      let room = MESSAGE_CHARS;
      const beyond = waiting.findIndex(({ chars }, index) => {
        room -= chars + 1;
        return index > 0 && (room < 0 || index >= most);
      });
      return waiting.splice(0, beyond === -1 ? waiting.length : beyond);
    },
    /** They didn't arrive: they come first again. */
    putBack(reports: readonly Report[]): Report[] {
      waiting = [...reports, ...waiting];
      return beyondLimit();
    },
    /** A message is refused whole for one bad sample: smaller ones tell which. */
    refused(count: number): void {
      most = Math.max(1, count >> 1);
    },
    accepted(): void {
      most = Math.min(MESSAGE_SAMPLES, most * 2);
    },
    clear: (): Report[] => waiting.splice(0),
  };
}

export type SampleBuffer = ReturnType<typeof createSampleBuffer>;
