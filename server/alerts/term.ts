import { setTimeout as wait } from "node:timers/promises";
import { isLevel } from "#lib/alerts/conditions";
import { createEngine, type EngineOptions } from "#lib/alerts/engine";
import { alertOf, carriedTracks, seedTracks, toldAnew } from "#lib/alerts/seeds";
import { type AlertsState, onRuleChanged } from "#lib/alerts/state";
import { subjectKey, type Transition } from "#lib/alerts/track";
import { rulesOf } from "#lib/alerts/view";
import { messageOf } from "#lib/errors";
import type { StoredEvent } from "#lib/events/envelope";
import { asKnown } from "#lib/events/known";
import { fromWire, type State } from "#lib/fold";
import { compareStreamIds, type StreamId, streamIdSeconds } from "#lib/stream-id";
import type { HistoryReader } from "#server/history/port";
import type { Logger } from "#server/log";
import type { Cursor, Lease, Records } from "#server/store/port";
import { createSaver, readSaved, type Saved } from "./saver.ts";

/** A shorter absence is a restart: nobody's job is late because of it. */
const AWAY_SECONDS = 10;
const RETRY_MS = 1_000;
const PAGE = 1_000;
/** So long the history may take to write what the tail has. */
const CATCH_UP_MS = 10_000;

export interface TermOptions {
  lease: Lease;
  records: Records;
  tail: { state(): State; cursor(): Cursor };
  history: Pick<HistoryReader, "stateAt" | "page"> & {
    reached(streamId: StreamId, withinMs: number): Promise<boolean>;
  };
  intervalSeconds: number;
  /** The stream's clock, Unix seconds. */
  clock(): number;
  /** Somebody else holds the lease by now. */
  onOvertaken(): void;
  logger: Logger;
}

export type Term = ReturnType<typeof startTerm>;

/**
 * One holder's time of evaluating the rules over events: takes up the tracks where they were saved, with the state that
 * their place in the stream had, reads what came after, and goes on with the tail.
 */
export function startTerm(options: TermOptions) {
  const { tail, history, logger, clock, intervalSeconds } = options;
  const saver = createSaver(options);
  let waiting: { events: readonly StoredEvent[]; to: Cursor }[] = [];
  let engine: ReturnType<typeof createEngine> | null = null;
  let ruled: AlertsState = tail.state().alerts;
  let place: Cursor = tail.cursor();
  let lookingSince = 0;
  let over = false;

  async function begin(): Promise<void> {
    while (!over) {
      try {
        return await takeUp();
      } catch (error) {
        logger.warn({ reason: messageOf(error) }, "alerts are not evaluated yet: it is tried again");
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  async function takeUp(): Promise<void> {
    waiting = [];
    const here = tail.cursor();
    const present = tail.state();
    const found = await readSaved(options.records);
    const saved = found?.cursor.epoch === here.epoch ? found : null;
    const past = saved && (await pastOf(saved, here));
    if (over) return;
    if (past) takeUpAt(past.state, saved.cursor, saved, past.events);
    else takeUpAt(present, here, saved, []);
    if (found && !saved) carryOver(found, present.alerts, here);
    // This tail may be behind who was here before.
    if (isBehind(place, here)) place = here;
    if (saved && isBehind(place, saved.cursor)) place = saved.cursor;
    for (const { events, to } of waiting.splice(0)) feed(events, to);
  }

  function takeUpAt(state: State, at: Cursor, saved: Saved | null, events: readonly StoredEvent[]): void {
    const now = clock();
    const away = !saved || now - saved.alive_at > AWAY_SECONDS;
    lookingSince = away ? now : saved.looking_since;
    const rules = rulesOf(state.alerts);
    // Of what was never saved only its events know.
    const tracks = saved?.tracks ?? seedTracks(state.alerts, rules, now, (alert) => !isLevel(alert));
    const known: EngineOptions = { rules, state, tracks, intervalSeconds, lookingSince };
    engine = createEngine({ ...known, cadences: saved?.cadences ?? [] });
    if (!saved) engine.begin(now);
    else if (away) engine.lookSince(now);
    ruled = state.alerts;
    place = at;
    if (events.length > 0) feed(events, { ...at, ...lastOf(events, at) });
  }

  /** Another stream took the place of the one that told what fires. */
  function carryOver({ tracks }: Saved, alerts: AlertsState, { epoch }: Cursor): void {
    const carried = carriedTracks(tracks);
    for (const { subject } of carried)
      engine?.replace(
        subject,
        carried.filter((one) => subjectKey(one.subject) === subjectKey(subject)),
      );
    tell(toldAnew(engine?.tracks() ?? [], alerts, clock(), epoch));
  }

  /** What the history has of where the tracks were saved, and of what came since. */
  async function pastOf(saved: Saved, here: Cursor): Promise<{ state: State; events: StoredEvent[] } | null> {
    const after = saved.cursor.streamId;
    if (compareStreamIds(after, here.streamId) >= 0) return null;
    try {
      if (!(await history.reached(here.streamId, CATCH_UP_MS))) throw new Error("the history is behind");
      const past = await history.stateAt({ streamId: after });
      if (!past) return null;
      const events: StoredEvent[] = [];
      for (let next: StreamId | null = after; next !== null; ) {
        const page = await history.page({ order: "oldest", limit: PAGE, after: next });
        events.push(...page.events.filter((event) => !event.late && !isAhead(event, here)));
        const last = page.events.at(-1);
        next = last && !isAhead(last, here) ? page.next : null;
      }
      return { state: fromWire(past.state), events };
    } catch (error) {
      logger.warn(
        { reason: messageOf(error) },
        "what happened since alerts were evaluated last can't be read",
      );
      return null;
    }
  }

  function feed(events: readonly StoredEvent[], to: Cursor): void {
    if (!engine) return;
    const told: Transition[] = [];
    for (const event of events) {
      if (compareStreamIds(event.stream_id, place.streamId) <= 0) continue;
      const at = streamIdSeconds(event.stream_id);
      const known = asKnown(event);
      if (known?.type === "alert.rule_changed") {
        ruled = onRuleChanged(ruled, known.payload);
        const rules = rulesOf(ruled);
        told.push(...engine.change(rules, at));
        const gone = !rules.some(({ id, enabled }) => id === known.payload.rule_id && enabled);
        if (gone) told.push(...endOf(at, (alert) => alert.rule_id === known.payload.rule_id));
      } else told.push(...engine.events([event]));
      // Nobody waits for the battery of a robot that was put away.
      if (known?.type === "telemetry.robot_archived")
        told.push(
          ...endOf(at, ({ subject }) => subject.kind === "robot" && subject.id === known.payload.robot_id),
        );
    }
    if (isBehind(place, to)) place = to;
    tell(told);
  }

  /** Of levels nobody may be left who would end them: the robot's gateway only knows who is connected. */
  function endOf(at: number, fits: (alert: ReturnType<typeof alertOf>) => boolean): Transition[] {
    const levels = [...tail.state().alerts.active.values()].filter(isLevel).map(alertOf).filter(fits);
    return levels.map((alert) => ({ kind: "cleared", at, alert }));
  }

  function tell(told: readonly Transition[]): void {
    if (engine && (told.length > 0 || saver.isDue())) saver.save(told, standing);
  }

  const standing = (): Saved => ({
    cursor: place,
    tracks: engine?.tracks() ?? [],
    cadences: engine?.cadences() ?? [],
    looking_since: lookingSince,
    alive_at: clock(),
  });

  const begun = begin();
  return {
    /** Resolves once it evaluates, or is over. */
    begun,
    events(events: readonly StoredEvent[], to: Cursor): void {
      if (engine && waiting.length === 0) feed(events, to);
      else waiting.push({ events, to });
    },
    /** Lets time pass up to `t`. */
    tick(t: number): void {
      if (engine) tell(engine.tick(t));
    },
    /** Nobody could look until now. */
    lookAgain(): void {
      lookingSince = clock();
      engine?.lookSince(lookingSince);
    },
    /** It ends here, without another word. */
    stop(): void {
      over = true;
      engine = null;
      saver.stop();
    },
    /** Writes down how it stands. */
    async end(): Promise<void> {
      over = true;
      await begun;
      if (engine) saver.save([], standing);
      await saver.finish();
    },
  };
}

const isBehind = (place: Cursor, other: Cursor): boolean =>
  compareStreamIds(place.streamId, other.streamId) < 0;

const isAhead = ({ stream_id }: StoredEvent, here: Cursor): boolean =>
  compareStreamIds(stream_id, here.streamId) > 0;

const lastOf = (events: readonly StoredEvent[], at: Cursor) => {
  const last = events.at(-1);
  return last ? { streamId: last.stream_id, eventId: last.id } : at;
};
