import type { PastAlert, WhatIf, WhatIfQuery } from "#lib/alerts/api";
import { isLevel } from "#lib/alerts/conditions";
import { createEngine } from "#lib/alerts/engine";
import type { RuleKind } from "#lib/alerts/kinds";
import { isShort, pastAlerts } from "#lib/alerts/past-alerts";
import type { Rule } from "#lib/alerts/rules";
import type { Transition } from "#lib/alerts/track";
import { rulesOf } from "#lib/alerts/view";
import { AppError } from "#lib/errors";
import { emptyState, type State } from "#lib/fold";
import type { OutageCause } from "#lib/history/outage";
import { placeAt, type StreamId, streamIdSeconds } from "#lib/stream-id";
import { toSeconds } from "#lib/time";
import type { HistoryReader } from "#server/history/port";
import type { SampleReader } from "#server/history/samples/index";
import { tryLevels } from "./what-if-levels.ts";

const WEEK_SECONDS = 7 * 86_400;
const PAGE = 1000;
/** Some seconds of one core: whoever asks for more gets how far it came. */
const EVENTS_MAX = 200_000;
const ALERTS_SHOWN = 200;

export interface WhatIfOptions {
  state(): State;
  /** When nobody looked, oldest first. */
  outages: HistoryReader["outages"];
  /** Pages of the history. */
  page: HistoryReader["page"];
  samples: Pick<SampleReader, "robot">;
  /** How often the own job is due. */
  intervalSeconds: number;
  now?: () => number;
}

/** What rules would have told. */
export function createWhatIf(options: WhatIfOptions) {
  const { state, page, outages, samples, intervalSeconds, now = Date.now } = options;
  /** Of the oldest event that there is, of whatever type. */
  async function heldFrom(): Promise<number> {
    const [oldest] = (await page({ order: "oldest", limit: 1 })).events;
    return oldest ? streamIdSeconds(oldest.stream_id) : Number.POSITIVE_INFINITY;
  }

  async function ofSamples(rule: Rule, from: number, to: number): Promise<WhatIf> {
    const robots = state().telemetry.robots.keys();
    const { told, steps, heldFrom, complete } = await tryLevels(rule, { from, to }, { samples, robots });
    const held_from = Math.max(from, Math.min(to, heldFrom));
    return {
      rule,
      from,
      held_from,
      to,
      events: steps,
      complete,
      exact: false,
      ...summaryOf(pastAlerts(told)),
    };
  }

  return {
    /** "invalid" unless the begin is before the end; "history_unavailable". */
    async whatIf({ from, to = toSeconds(now()), ...wanted }: WhatIfQuery): Promise<WhatIf> {
      const begin = Math.max(0, from ?? to - WEEK_SECONDS);
      if (begin >= to) {
        const msg = "must be before the end";
        throw new AppError("invalid", msg, {
          problems: [{ loc: ["query", "from"], msg, type: "value_error" }],
        });
      }
      const rules = rulesOf(state().alerts);
      const rule = ruleOf(rules, wanted);
      if (isLevel(rule)) return ofSamples(rule, begin, to);
      // Late hands over to missed, by whatever rule there is.
      const missed = rules.filter(({ kind }) => rule.kind === "job_late" && kind === "job_missed");
      const engine = createEngine({
        rules: [rule, ...missed],
        state: emptyState,
        intervalSeconds,
        lookingSince: begin,
      });
      const away = (await outages({ from: begin, to })).filter(({ cause }) => OURS.has(cause));
      const told: Transition[] = [];
      const upTo = (t: number): void => {
        for (; away[0] && away[0].from < t; away.shift()) {
          told.push(...engine.tick(away[0].from));
          engine.lookSince(away[0].to ?? to);
        }
      };
      const end = placeAt(to + 0.001);
      let after: StreamId | null = placeAt(begin);
      let last: StreamId | null = null;
      let events = 0;
      // Page by page: the reader has a thread of its own, and others get their turn in between.
      while (after !== null && events < EVENTS_MAX) {
        const query = QUERIES[rule.kind];
        const found = await page({
          ...(query && { query }),
          order: "oldest",
          limit: PAGE,
          after,
          before: end,
        });
        for (const event of found.events) {
          upTo(streamIdSeconds(event.stream_id));
          told.push(...engine.events([event]));
        }
        events += found.events.length;
        last = found.events.at(-1)?.stream_id ?? last;
        after = found.next;
      }
      const complete = after === null;
      const until = complete || last === null ? to : streamIdSeconds(last);
      if (complete) {
        upTo(to);
        told.push(...engine.tick(to));
      }
      const alerts = pastAlerts(told.filter(({ alert }) => alert.rule_id === rule.id));
      return {
        rule,
        from: begin,
        held_from: Math.max(begin, Math.min(until, await heldFrom())),
        to: until,
        events,
        complete,
        exact: true,
        ...summaryOf(alerts),
      };
    },
  };
}

const summaryOf = (alerts: readonly PastAlert[]) => ({
  fired: alerts.length,
  under_a_minute: alerts.filter(isShort).length,
  alerts: alerts.slice(0, ALERTS_SHOWN),
});

/** While we were away the own job couldn't start, and what others did may not have been seen. */
const OURS: ReadonlySet<OutageCause> = new Set(["server_down", "store_down"]);

/** What of the history a rule has to see; all of it where nothing stands here. */
const QUERIES: Partial<Record<RuleKind, string>> = {
  job_slow: "type:metrics.*",
  job_failed: "type:metrics.*",
  job_failing: "type:metrics.*",
  job_late: "type:metrics.*",
  job_missed: "type:metrics.*",
  job_stuck: "type:metrics.*",
  robot_dropped: "type:telemetry.connection_* or type:telemetry.robot_*",
  connection_short: "type:telemetry.connection_*",
  karma_fallen: "type:dna.*",
};

function ruleOf(rules: readonly Rule[], { kind, ...given }: Omit<WhatIfQuery, "from" | "to">): Rule {
  const usual = rules.find((rule) => rule.kind === kind);
  if (!usual) throw new Error(`No rule of the kind ${kind}`);
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  // The recovery value belongs to its own threshold.
  const moved = given.threshold !== undefined && given.threshold !== usual.threshold;
  return { ...usual, enabled: true, ...changed, ...(moved && { recovery: null }) };
}
