import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { asKnown } from "#lib/events/known";
import { toWire } from "#lib/fold";
import { startAlerts } from "./alerts/index.ts";
import { knownAlerts } from "./alerts/known-alerts.ts";
import { type Config, isLoopback } from "./config.ts";
import { createDna } from "./dna/index.ts";
import { knownAgents } from "./dna/known-agents.ts";
import { createDoctorService } from "./doctor/service.ts";
import { keepUnpublished, publishKept } from "./events/kept.ts";
import { createPublisher } from "./events/publish.ts";
import { createReader } from "./events/reader.ts";
import { createEventsService } from "./events/service.ts";
import { startTail } from "./events/tail.ts";
import { openGateway } from "./gateway/index.ts";
import { recoverFrom } from "./history/backfill.ts";
import { openHistory } from "./history/index.ts";
import { openSamples } from "./history/samples/index.ts";
import { createHistoryService } from "./history/service.ts";
import { reportHealth } from "./http/health.ts";
import { createPrometheus } from "./http/prometheus.ts";
import { createKarma } from "./karma/index.ts";
import type { Logger } from "./log.ts";
import { createMetrics } from "./metrics/index.ts";
import { openAccess } from "./security/access.ts";
import { createClientOf } from "./security/client.ts";
import { ownAddresses, refuseWithoutCredentials } from "./security/exposure.ts";
import { createLogins } from "./security/logins.ts";
import { createSignIn } from "./security/oidc/sign-in.ts";
import { createOriginCheck } from "./security/origin.ts";
import { createAccessService } from "./security/service.ts";
import { createSetupLink } from "./security/setup-link.ts";
import { provideServices } from "./services.ts";
import { createDemo } from "./simulator/demo.ts";
import { openStore } from "./store/open.ts";
import { keepBounded } from "./store/retention.ts";
import { watchSaving } from "./store/saving.ts";
import { createStreams } from "./streams/index.ts";
import { createTelemetry } from "./telemetry/index.ts";
import { knownRobots, rememberRobots } from "./telemetry/known-robots.ts";
import { createMetricHistory } from "./telemetry/metric-history.ts";
import { createOperators } from "./telemetry/operators.ts";
import { createTelemetryService } from "./telemetry/service.ts";
import { createSessions } from "./telemetry/sessions.ts";
import { newGatewayId, startSweep } from "./telemetry/sweep.ts";

/** How long the end may take for what still waits to be published. */
const DRAIN_MS = 3_000;

export interface ComposeOptions {
  config: Config;
  logger: Logger;
  server: Server;
  version: string;
  /** The address under which this server reaches itself, once it listens: the demo's robots use it. */
  ownUrl(): string;
}

export type Brainwave = Awaited<ReturnType<typeof compose>>;

/** Builds every part and connects them: the only file that knows each concrete thing. */
export async function compose({ config, logger, server, version, ownUrl }: ComposeOptions) {
  const bootId = crypto.randomUUID();
  const gatewayId = newGatewayId();
  const startedAt = Date.now();
  let accepting = true;

  mkdirSync(config.dataDir, { recursive: true });
  const { store, saving, onSaving } = watchSaving(
    await openStore({
      dataDir: config.dataDir,
      redisUrl: config.redisUrl,
      streamMaxLength: config.eventLogMaxLength,
      onWarning: (warning) => logger.warn({ warning }, "the store's settings are dangerous"),
    }),
  );
  await publishKept(config.dataDir, store.log, logger);
  const clientOf = createClientOf(config.trustedProxies);
  const access = await openAccess({
    records: store.records,
    required: config.accessRequired,
    issuer: config.oidc?.issuer ?? null,
    logger,
  });
  if (!isLoopback(config.host) && !config.oidc) refuseWithoutCredentials(config.host, access);
  const setupLink = createSetupLink();
  const decodeOptions = { percentSources: config.karmaPercentSources };
  const history = await openHistory({
    dataDir: config.dataDir,
    log: store.log,
    logger,
    decodeOptions,
    retentionDays: config.eventRetentionDays,
    retentionBytes: config.historyMaxBytes,
  });
  const publisher = createPublisher(store.log, logger);
  const dna = createDna({
    records: store.records,
    told: () => tail.state().dna,
    noticeable: config.noticeableKarmaChange,
    now: Date.now,
  });
  const tail = await startTail({
    log: store.log,
    logger,
    decodeOptions,
    start: history.start,
    recentIds: history.recentIds,
    ownOutage: history.ownOutage,
    leftOpen: history.leftOpen,
    archive: history.archive,
    known: async () => ({
      dna: await knownAgents(store.records),
      telemetry: await knownRobots(store.records),
      alerts: await knownAlerts(store.records),
    }),
    recover: recoverFrom(store, config.eventRetentionDays, logger),
  });
  history.follow(() => {
    const { place, state } = tail.folded();
    return { place, state: toWire(state) };
  });
  const retention = keepBounded({
    log: store.log,
    logger,
    days: config.eventRetentionDays,
    // In Redis each append trims by itself.
    maxLength: store.kind === "sqlite" ? config.eventLogMaxLength : null,
    archivedUpTo: history.settledUpTo,
  });

  const karma = createKarma({ dna, now: Date.now });
  const telemetry = await createTelemetry({
    publish: publisher.publish,
    records: store.records,
    state: tail.state,
    gatewayId,
    metricsPublishedEvents: config.metricsPublishedEvents,
    liveSeconds: config.liveSamplesSeconds,
    logger,
  });
  const samples = openSamples({ dataDir: config.dataDir, maxBytes: config.samplesMaxBytes, logger });
  telemetry.onSample((robotId, { at, metrics }) => samples.add(robotId, metrics, at));
  const operators = createOperators({
    records: store.records,
    state: tail.state,
    connectionsHere: telemetry.connectionsOf,
  });
  // An operator may sit at another gateway.
  tail.listen({
    events(_from, _to, events) {
      // Another gateway, or the command line, changed who may come in.
      if (events.some(({ type }) => type.startsWith("access.")))
        void access.directory.refresh().catch(() => undefined);
      for (const event of events) {
        const known = asKnown(event);
        if (known?.type === "telemetry.robot_blocked") telemetry.closeRobot(known.payload.robot_id);
        // One that has come back since is not meant.
        if (known?.type === "telemetry.robot_kicked")
          telemetry.closeRobot(known.payload.robot_id, known.payload.kicked_at);
      }
    },
  });
  const remembered = await rememberRobots(store.records, tail.state, logger);
  const sweep = await startSweep({
    records: store.records,
    state: tail.state,
    publish: publisher.publish,
    gatewayId,
    place: tail.cursor().streamId,
    alone: store.kind === "sqlite",
    logger,
  });
  const metrics = await createMetrics({
    store,
    publish: publisher.publish,
    state: tail.state,
    holder: bootId,
    intervalSeconds: config.aggregationIntervalSeconds,
    enabled: config.aggregation,
    logger,
  });

  const alerts = startAlerts({
    records: store.records,
    tail,
    history: { ...history.reader, reached: history.reached },
    samples: samples.reader,
    onSample: telemetry.onSample,
    publish: publisher.publish,
    intervalSeconds: config.aggregationIntervalSeconds,
    holder: bootId,
    allowInternal: config.alertInternalAddresses,
    logger,
  });

  const originCheck = createOriginCheck([...config.allowedHosts, ...ownAddresses(config.host)]);
  const demo = createDemo({
    url: ownUrl,
    lendToken: () => access.tokens.lend("operator", "demo"),
    faultRate: config.demoFaultRate,
    logger,
    onChange: (running) => gateway.dashboards.announceDemo(running),
  });
  const gateway = openGateway({
    server,
    originCheck,
    accepting: () => accepting,
    handshakesPerSecond: config.handshakesPerSecond,
    telemetry,
    tail,
    log: store.log,
    read: (entries) => createReader(decodeOptions).read(entries).events,
    samples: telemetry,
    saving,
    proof: sweep.proof,
    // The new stream knows nothing of the robots that are here: they are announced to it again.
    onNewEpoch: telemetry.announceAgain,
    welcome: () => ({
      boot_id: bootId,
      version,
      store: store.kind,
      demo: demo.running(),
      aggregation_interval_seconds: config.aggregationIntervalSeconds,
      noticeable_karma_change: config.noticeableKarmaChange,
    }),
    access,
    clientOf,
    logger,
  });
  const { dashboards, robotWebSockets } = gateway;
  sweep.onProof(dashboards.announceProof);
  onSaving(dashboards.announceSaving);

  const prometheus = createPrometheus(() => ({
    missions: metrics.counted(),
    eventsRead: tail.stats().read,
    duplicates: tail.stats().duplicates,
    gaps: tail.stats().gaps,
    notes: tail.stats().notes,
    quarantined: history.quarantined(),
    history: { up: history.standing().kind !== "unavailable", behind: history.standing().behind },
    outbox: publisher.stats(),
    robotConnections: telemetry.activeConnections(),
    samples: telemetry.totals(),
    samplesKept: samples.standing().kind === "ok",
    dashboards: dashboards.count(),
    storeUp: tail.link().up,
    storeSaves: saving().up,
  }));

  const past = createHistoryService({
    reader: history.reader,
    caughtUp: async (withinMs) => history.reached((await store.log.tip("events")).streamId, withinMs),
    report: async () => ({ ...(await history.report()), samples: await samples.report() }),
    intervalSeconds: config.aggregationIntervalSeconds,
  });
  const logins = createLogins({ access, records: store.records, setupLink, logger });
  const { oidc: settings, publicUrl } = config;
  const signIn = settings && createSignIn({ settings, publicUrl, access, logins, logger });
  provideServices({
    access: createAccessService(access, logins, signIn),
    dna,
    karma,
    metrics,
    telemetry: createTelemetryService({
      telemetry,
      operators,
      sessions: createSessions({ page: history.reader.page, state: tail.state }),
      metricHistory: createMetricHistory({ samples: samples.reader, state: tail.state }),
      state: tail.state,
      proof: sweep.proof,
      version,
    }),
    events: createEventsService({ log: store.log, decodeOptions, listFromHistory: past.list }),
    doctor: createDoctorService(history),
    history: past,
    streams: createStreams(store),
    live: {
      picture: dashboards.picture,
      state: tail.state,
      samples: telemetry.latest,
      proof: sweep.proof,
    },
    alerts: alerts.service,
    demo,
    health: {
      report: () =>
        reportHealth({
          store,
          bootId,
          version,
          startedAt,
          accepting: () => accepting,
          link: tail.link,
          saving,
          figures: () => ({
            cursor: tail.cursor(),
            history: history.standing(),
            samples: samples.standing(),
            quarantined: history.quarantined(),
            dashboards: dashboards.count(),
            robot_connections: telemetry.activeConnections(),
            outbox: publisher.stats(),
            demo: demo.running(),
          }),
        }),
      prometheus,
    },
    log: logger,
  });

  return {
    bootId,
    originCheck,
    robotWebSockets,
    demo,
    access,
    clientOf,
    /** The code with which the first admin is made; null once there is a user, or while nobody is asked. */
    setupCode: () => (access.isOn() && access.directory.users().size === 0 ? setupLink.make() : null),
    /** Rejects when a part that must not end has ended. */
    failed: tail.failed,
    /** From now on it isn't ready, and takes no new dashboard or robot. */
    leave(): void {
      accepting = false;
    },
    accepting: () => accepting,
    /**
     * Says good-bye in reverse order; what was acknowledged is in the log before it returns, and what could not be
     * published is put aside for the next start.
     */
    async close(): Promise<void> {
      await demo.stop();
      await metrics.close();
      const alertsClosed = alerts.close();
      sweep.close();
      await retention.close();
      telemetry.closeAll("server_shutdown");
      await gateway.close();
      keepUnpublished(config.dataDir, await publisher.close(DRAIN_MS), logger);
      await alertsClosed;
      await remembered.close();
      await telemetry.close();
      await samples.close();
      await tail.close();
      await history.close();
      access.close();
      await store.close();
    },
  };
}
