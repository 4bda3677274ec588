import {
  type AlertsState,
  alertsFromWire,
  alertsToWire,
  emptyAlerts,
  onAcknowledged,
  onCleared,
  onFired,
  onMuted,
  onReopened,
  onRuleChanged,
  onSnoozed,
  onUnmuted,
  type WireAlerts,
} from "./alerts/state.ts";
import {
  type AgentState,
  agentFromWire,
  type DnaState,
  emptyDna,
  onKarma,
  onMutation,
  onSnapshot,
} from "./dna/state.ts";
import type { StoredEvent } from "./events/envelope.ts";
import { emptyFeed, FEED_KEPT, type FeedState, NAMES_KEPT } from "./events/feed.ts";
import { asKnown } from "./events/known.ts";
import {
  emptyMetrics,
  type JobState,
  type MetricsState,
  onCompleted,
  onFailed,
  onStarted,
} from "./metrics/state.ts";
import { streamIdSeconds } from "./stream-id.ts";
import {
  emptyTelemetry,
  onArchived,
  onBlocked,
  onClosed,
  onEstablished,
  onMentioned,
  onNoted,
  onPublished,
  onQuality,
  onRestored,
  onUnblocked,
  type RobotState,
  type TelemetryState,
  UNREMARKED,
} from "./telemetry/state.ts";

/** The state of the dashboard: a pure fold of the event stream, the same in server and browser. */
export interface State {
  dna: DnaState;
  metrics: MetricsState;
  telemetry: TelemetryState;
  alerts: AlertsState;
  feed: FeedState;
}

export const emptyState: State = {
  dna: emptyDna,
  metrics: emptyMetrics,
  telemetry: emptyTelemetry,
  alerts: emptyAlerts,
  feed: emptyFeed,
};

/** The state after these events, which come in stream order. `state` is not changed; what no event touched is shared. */
export function fold(state: State, events: readonly StoredEvent[]): State {
  if (events.length === 0) return state;
  const agents = draftOf(state.dna.agents);
  const jobs = draftOf(state.metrics.jobs);
  const robots = draftOf(state.telemetry.robots);
  let alerts = state.alerts;
  for (const event of events) {
    const known = asKnown(event);
    if (!known) continue;
    const { stream_id, source } = known;
    const at = { stream_id, source, at: streamIdSeconds(stream_id) };
    switch (known.type) {
      case "dna.snapshot_created":
        agents.update(known.payload.agent_id, (agent) => onSnapshot(agent, known.payload, at));
        break;
      case "dna.mutation_applied":
        agents.update(known.payload.agent_id, (agent) => onMutation(agent, known.payload, at));
        break;
      case "dna.karma_updated":
        agents.update(known.payload.agent_id, (agent) => onKarma(agent, known.payload, at));
        break;
      case "metrics.aggregation_started":
        jobs.update(known.payload.job_id, (job) => onStarted(job, known.payload, at));
        break;
      case "metrics.aggregation_completed":
        jobs.update(known.payload.job_id, (job) => onCompleted(job, known.payload, at));
        break;
      case "metrics.aggregation_failed":
        jobs.update(known.payload.job_id, (job) => onFailed(job, known.payload, at));
        break;
      case "telemetry.connection_established":
        robots.update(known.payload.robot_id, (robot) => onEstablished(robot, known.payload, at));
        break;
      case "telemetry.connection_closed":
        robots.update(known.payload.robot_id, (robot) => onClosed(robot, known.payload, at));
        break;
      case "telemetry.metrics_published":
        robots.update(known.payload.robot_id, (robot) => onPublished(robot, known.payload, at));
        break;
      case "telemetry.quality_measured":
        robots.update(known.payload.robot_id, (robot) => onQuality(robot, known.payload, at));
        break;
      case "telemetry.robot_blocked":
        robots.update(known.payload.robot_id, (robot) => onBlocked(robot, known.payload, at));
        break;
      case "telemetry.robot_unblocked":
        robots.update(known.payload.robot_id, (robot) => onUnblocked(robot, known.payload, at));
        break;
      case "telemetry.robot_archived":
        robots.update(known.payload.robot_id, (robot) => onArchived(robot, known.payload, at));
        break;
      case "telemetry.robot_restored":
        robots.update(known.payload.robot_id, (robot) => onRestored(robot, known.payload, at));
        break;
      case "telemetry.robot_noted":
        robots.update(known.payload.robot_id, (robot) => onNoted(robot, known.payload, at));
        break;
      case "telemetry.robot_kicked":
        robots.update(known.payload.robot_id, (robot) => onMentioned(robot, known.payload, at));
        break;
      case "alert.fired":
        alerts = onFired(alerts, known.payload, stream_id);
        break;
      case "alert.reopened":
        alerts = onReopened(alerts, known.payload, stream_id);
        break;
      case "alert.cleared":
        alerts = onCleared(alerts, known.payload, stream_id);
        break;
      case "alert.acknowledged":
        alerts = onAcknowledged(alerts, known.payload, stream_id);
        break;
      case "alert.snoozed":
        alerts = onSnoozed(alerts, known.payload, stream_id);
        break;
      case "alert.muted":
        alerts = onMuted(alerts, known.payload, stream_id);
        break;
      case "alert.unmuted":
        alerts = onUnmuted(alerts, known.payload);
        break;
      case "alert.rule_changed":
        alerts = onRuleChanged(alerts, known.payload);
        break;
    }
  }
  return {
    dna: agents.changed ? { agents: agents.map } : state.dna,
    metrics: jobs.changed ? { jobs: jobs.map } : state.metrics,
    telemetry: robots.changed ? { robots: robots.map } : state.telemetry,
    alerts,
    feed: foldFeed(state.feed, events),
  };
}

function foldFeed(feed: FeedState, events: readonly StoredEvent[]): FeedState {
  const counts = new Map(feed.counts);
  const sources = new Map(feed.sources);
  for (const event of events) {
    if (counts.has(event.type) || counts.size < NAMES_KEPT)
      counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
    if (sources.has(event.source) || sources.size < NAMES_KEPT)
      sources.set(event.source, streamIdSeconds(event.stream_id));
  }
  const newest = events.slice(-FEED_KEPT);
  const kept = feed.recent.slice(Math.max(0, feed.recent.length + newest.length - FEED_KEPT));
  return { recent: [...kept, ...newest], total: feed.total + events.length, counts, sources };
}

/** A map that is copied once, on its first change. */
function draftOf<V>(original: ReadonlyMap<string, V>) {
  return {
    map: original,
    changed: false,
    update(key: string, change: (value: V | undefined) => V) {
      if (!this.changed) {
        this.map = new Map(original);
        this.changed = true;
      }
      (this.map as Map<string, V>).set(key, change(this.map.get(key)));
    },
  };
}

/** The state as JSON can carry it: maps become lists of entries, so that no id can clash with an object's own keys. */
export interface WireState {
  agents: [string, AgentState][];
  jobs: [string, JobState][];
  robots: [string, RobotState][];
  alerts: WireAlerts;
  feed: {
    recent: readonly StoredEvent[];
    total: number;
    counts: [string, number][];
    sources: [string, number][];
  };
}

export function toWire(state: State): WireState {
  return {
    agents: [...state.dna.agents],
    jobs: [...state.metrics.jobs],
    robots: [...state.telemetry.robots],
    alerts: alertsToWire(state.alerts),
    feed: { ...state.feed, counts: [...state.feed.counts], sources: [...state.feed.sources] },
  };
}

/** A state that was saved by an older version lacks what agents and robots have learned since, and all alerts. */
export function fromWire(wire: WireState): State {
  return {
    dna: { agents: new Map(wire.agents.map(([id, agent]) => [id, agentFromWire(agent)])) },
    metrics: { jobs: new Map(wire.jobs) },
    telemetry: { robots: new Map(wire.robots.map(([id, robot]) => [id, { ...UNREMARKED, ...robot }])) },
    alerts: alertsFromWire(wire.alerts),
    feed: { ...wire.feed, counts: new Map(wire.feed.counts), sources: new Map(wire.feed.sources) },
  };
}
