import type { Server } from "node:http";
import { startAlerts } from "./alerts/index.ts";
import { knownAlerts } from "./alerts/known-alerts.ts";
import type { Config } from "./config.ts";
import { createDna } from "./dna/index.ts";
import { knownAgents } from "./dna/known-agents.ts";
import { startEvents } from "./events/index.ts";
import { publishKept } from "./events/kept.ts";
import { openGateway } from "./gateway/index.ts";
import { createHealthService } from "./http/health-service.ts";
import { createKarma } from "./karma/index.ts";
import type { Logger } from "./log.ts";
import { createMetrics } from "./metrics/index.ts";
import { openSecurity } from "./security/index.ts";
import { provideServices } from "./services.ts";
import { createDemo } from "./simulator/demo.ts";
import { openConfiguredStore } from "./store/index.ts";
import { createStreams } from "./streams/index.ts";
import { knownRobots, newGatewayId, startTelemetry } from "./telemetry/index.ts";

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
  const startedAt = Date.now();
  let accepting = true;

  const { store, saving, onSaving } = await openConfiguredStore(config, logger);
  const { records } = store;
  await publishKept(config.dataDir, store.log, logger);
  const security = await openSecurity({ config, records, logger });
  const { access, clientOf, originCheck } = security;
  const events = await startEvents({
    config,
    store,
    known: async () => ({
      dna: await knownAgents(records),
      telemetry: await knownRobots(records),
      alerts: await knownAlerts(records),
    }),
    logger,
  });
  const { tail, history, samples } = events;
  const { publish, room } = events.publisher;
  security.follow(tail);

  const dna = createDna({
    records,
    told: () => tail.state().dna,
    noticeable: config.noticeableKarmaChange,
    now: Date.now,
  });
  const karma = createKarma({ dna, now: Date.now });
  const telemetry = await startTelemetry({
    publish,
    room,
    records,
    tail,
    page: history.reader.page,
    samples: samples.reader,
    gatewayId: newGatewayId(),
    alone: store.kind === "sqlite",
    metricsPublishedEvents: config.metricsPublishedEvents,
    liveSeconds: config.liveSamplesSeconds,
    version,
    logger,
  });
  telemetry.onSample((robotId, { at, metrics }) => samples.add(robotId, metrics, at));
  const metrics = await createMetrics({
    store,
    publish,
    state: tail.state,
    holder: bootId,
    intervalSeconds: config.aggregationIntervalSeconds,
    enabled: config.aggregation,
    logger,
  });

  const alerts = startAlerts({
    records,
    tail,
    history: { ...history.reader, reached: history.reached },
    samples: samples.reader,
    onSample: telemetry.onSample,
    publish,
    intervalSeconds: config.aggregationIntervalSeconds,
    holder: bootId,
    allowInternal: config.alertInternalAddresses,
    logger,
  });

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
    read: events.read,
    saving,
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
  telemetry.onProof(dashboards.announceProof);
  onSaving(dashboards.announceSaving);

  provideServices({
    ...events.services,
    access: security.service,
    dna,
    karma,
    metrics,
    telemetry: telemetry.service,
    streams: createStreams(store),
    live: {
      picture: dashboards.picture,
      state: tail.state,
      samples: telemetry.latest,
      proof: telemetry.proof,
    },
    alerts: alerts.service,
    demo,
    health: createHealthService({
      store,
      bootId,
      version,
      startedAt,
      accepting: () => accepting,
      saving,
      tail,
      history,
      samples,
      publisher: events.publisher,
      metrics,
      telemetry,
      dashboards,
      demo,
    }),
    log: logger,
  });

  return {
    bootId,
    originCheck,
    robotWebSockets,
    demo,
    access,
    clientOf,
    setupCode: security.setupCode,
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
      await telemetry.sayGoodBye();
      await gateway.close();
      await events.endPublishing();
      await alertsClosed;
      await telemetry.close();
      await events.close();
      security.close();
      await store.close();
    },
  };
}
