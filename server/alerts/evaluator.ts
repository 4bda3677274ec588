import type { StoredEvent } from "#lib/events/envelope";
import { streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { TailListener } from "#server/events/tail";
import type { Cursor, StoreLink } from "#server/store/port";
import { keepLease } from "./lease.ts";
import { startTerm, type Term, type TermOptions } from "./term.ts";

const LEASE_NAME = "alerts";
/** What the stream took a moment ago may still be on its way here. */
const LAG_SECONDS = 2;
const TICK_MS = 1_000;
/** Without the store for so long, nobody could see what didn't come. */
const BLIND_SECONDS = 5;
/** A clock may be set. */
const SKEW_KEPT_MS = 300_000;

export interface EvaluatorOptions extends Omit<TermOptions, "lease" | "clock" | "onOvertaken" | "tail"> {
  tail: TermOptions["tail"] & { listen(listener: Partial<TailListener>): void; link(): StoreLink };
  holder: string;
  now?: () => number;
  /** How long time is let pass behind the stream, and how often. */
  lagSeconds?: number;
  tickMs?: number;
}

/**
 * Evaluates the rules over events, once per system: on whichever gateway holds the lease. Never makes the tail wait.
 */
export function startEvaluator(options: EvaluatorOptions) {
  const {
    tail,
    records,
    holder,
    logger,
    now = Date.now,
    lagSeconds = LAG_SECONDS,
    tickMs = TICK_MS,
  } = options;
  const clock = createStreamClock(now);
  let term: Term | null = null;
  let restart: (() => Term) | null = null;
  let blindSince: number | null = null;
  let closed = false;

  tail.listen({
    events(_from: string, to: Cursor, events: StoredEvent[]): void {
      clock.heard(to.streamId);
      term?.events(events, to);
    },
    // What was lost from the stream stands in the history, or another stream took its place.
    gap(): void {
      if (!term || !restart || closed) return;
      term.stop();
      term = restart();
    },
    link(link): void {
      if (!link.up) blindSince ??= clock.now();
      else if (blindSince !== null) {
        if (clock.now() - blindSince > BLIND_SECONDS) term?.lookAgain();
        blindSince = null;
      }
    },
  });

  const lease = keepLease({
    records,
    name: LEASE_NAME,
    holder,
    logger,
    onHeld(held) {
      restart = () => startTerm({ ...options, lease: held, clock: clock.now, onOvertaken: overtaken });
      term = restart();
    },
    onLost: lost,
  });

  function overtaken(): void {
    lost();
    lease.forget();
  }

  function lost(): void {
    term?.stop();
    term = null;
    restart = null;
  }

  const timer = setInterval(() => {
    if (tail.link().up) term?.tick(clock.now() - lagSeconds);
  }, tickMs);

  return {
    /** Whether it is this gateway that evaluates. */
    isHere: (): boolean => term !== null,
    async close(): Promise<void> {
      closed = true;
      clearInterval(timer);
      await lease.close(async () => term?.end());
      lost();
    },
  };
}

/** The clock that gives the stream's ids, as far as it can be told from here: never ahead of it for long. */
function createStreamClock(now: () => number) {
  let skew = 0;
  let measuredAt = Number.NEGATIVE_INFINITY;
  return {
    heard(streamId: string): void {
      const behind = toSeconds(now()) - streamIdSeconds(streamId);
      if (behind < skew || now() - measuredAt > SKEW_KEPT_MS) {
        skew = behind;
        measuredAt = now();
      }
    },
    now: (): number => toSeconds(now()) - skew,
  };
}
