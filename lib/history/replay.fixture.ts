import type { StoredEvent } from "../events/envelope.ts";
import { emptyState, fold, type State } from "../fold.ts";
import { compareStreamIds, streamIdSeconds } from "../stream-id.ts";
import { momentSeconds } from "./moment.ts";
import type { Past } from "./past.ts";
import type { Anew, Still } from "./reel.ts";
import type { ReplayTiming } from "./replay.ts";

/** 2026-01-01T00:00:00Z. */
export const BEGIN = 1_767_225_600;

/** One event every `apart` seconds, of every kind that the state knows. */
export function makeEvents(count: number, apart = 1): StoredEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const at = BEGIN + i * apart;
    const kinds: [type: string, payload: Record<string, unknown>][] = [
      [
        "dna.karma_updated",
        {
          agent_id: "a",
          version: 1 + (i % 7),
          snapshot_id: 1 + (i % 7),
          karma_score: (i % 10) / 10,
          updated_at: at,
        },
      ],
      ["metrics.aggregation_started", { job_id: "j", started_at: at }],
      [
        "metrics.aggregation_completed",
        { job_id: "j", completed_at: at, duration_ms: 5, entries_processed: i },
      ],
      ["telemetry.connection_established", { robot_id: "r", connection_id: `c${i}`, connected_at: at }],
      ["somebody.elses", { message: `n ${i}` }],
    ];
    const [type, payload] = kinds[i % kinds.length] as (typeof kinds)[number];
    const stream_id = `${Math.round(at * 1000)}-0`;
    return { stream_id, id: `e${i}`, type, source: "s", target: null, timestamp: at, payload, meta: {} };
  });
}

/** What a live session would have shown just after the event with this number, counted from 1; `newStreams`: before how many events another stream begins. */
export const liveStateAfter = (
  events: readonly StoredEvent[],
  count: number,
  newStreams: readonly number[] = [],
): State =>
  events
    .slice(0, count)
    .reduce((state, event, n) => fold(newStreams.includes(n) ? emptyState : state, [event]), emptyState);

/** A history in memory that answers in pages, and says what it was asked. */
export function fakePast(
  events: readonly StoredEvent[],
  { page = 50, now = () => BEGIN + 1e6, newStreams = [] as readonly number[] } = {},
) {
  const asked: string[] = [];
  let failure: string | null = null;
  const answer = <T>(what: string, value: T): Promise<T> => {
    asked.push(what);
    return failure === null ? Promise.resolve(value) : Promise.reject(new Error(failure));
  };
  const upTo = (id: string) => events.filter(({ stream_id }) => compareStreamIds(stream_id, id) <= 0);
  const ofLast = (happened: readonly StoredEvent[]): Still => ({
    state: liveStateAfter(happened, happened.length, newStreams),
    streamId: happened.at(-1)?.stream_id ?? "0-0",
    epoch: `E${newStreams.filter((at) => happened.length > at).length}`,
  });
  // Just before the first event of a new stream.
  const anew: Anew = new Map(
    newStreams.map((at, n) => {
      const id = events[at]?.stream_id ?? "0-0";
      return [id, { state: emptyState, streamId: events[at - 1]?.stream_id ?? "0-0", epoch: `E${n + 1}` }];
    }),
  );
  const past: Past = {
    begin: null,
    end: now,
    lagSeconds: 2,
    stateAt(moment) {
      const seconds = momentSeconds(moment);
      const happened =
        "streamId" in moment
          ? upTo(moment.streamId)
          : events.filter(({ stream_id }) => streamIdSeconds(stream_id) <= seconds);
      return answer("state", ofLast(happened));
    },
    after(place) {
      const rest = events.filter(({ stream_id }) => compareStreamIds(stream_id, place) > 0);
      const found = rest.slice(0, page);
      return answer("after", {
        events: found,
        anew,
        next: rest.length > page ? (found.at(-1)?.stream_id ?? null) : null,
      });
    },
    before(place) {
      const earlier = upTo(place).slice(-page);
      const [first, ...rest] = earlier;
      if (!first || rest.length === 0) return answer("before", null);
      return answer("before", { still: ofLast(upTo(first.stream_id)), events: rest, anew });
    },
  };
  return {
    past,
    asked,
    fail(why: string | null): void {
      failure = why;
    },
  };
}

/** A clock that only the test moves. */
export function fakeTiming() {
  let now = 0;
  let waiting: { run: () => void; at: number }[] = [];
  const timing: ReplayTiming = {
    now: () => now,
    later(run, ms) {
      const one = { run, at: now + ms };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    timing,
    settle,
    waiting: () => waiting.length,
    /** In steps of 50 ms, with everything that was asked for answered in between. */
    async pass(ms: number): Promise<void> {
      for (const end = now + ms; now < end; ) {
        now = Math.min(end, now + 50);
        const due = waiting.filter(({ at }) => at <= now);
        waiting = waiting.filter(({ at }) => at > now);
        for (const { run } of due) run();
        await settle();
      }
    },
  };
}
