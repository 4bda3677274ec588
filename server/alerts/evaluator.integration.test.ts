import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { DEFAULT_RULES } from "#lib/alerts/default-rules";
import type { Rule } from "#lib/alerts/rules";
import { createEvent } from "#lib/events/create";
import type { BrainEvent } from "#lib/events/envelope";
import { toFields } from "#lib/events/fields";
import { toSeconds } from "#lib/time";
import { createPublisher } from "#server/events/publish";
import { startTailOnHistory } from "#server/history/tail-on-history.fixture";
import { createLogger } from "#server/log";
import { openStore } from "#server/store/open";
import type { Store } from "#server/store/port";
import { startTestServer, type TestServer } from "#server/store/redis/test-server";
import { startEvaluator } from "./evaluator.ts";
import { startLevels } from "./levels.ts";
import { createAlertOperators } from "./operators.ts";

const program = inject("redisServerPath");
const logger = createLogger("silent");
const job_id = "planner_job";

describe.each([["sqlite"], ["redis"]] as const)("on %s", (kind) => {
  describe.skipIf(kind === "redis" && program === null)("alerts are evaluated once", () => {
    let redis: TestServer | null = null;
    let root: string;
    let store: Store;
    let gateways: { stop(): Promise<void> }[];
    beforeEach(async () => {
      redis = kind === "redis" ? await startTestServer(program ?? undefined) : null;
      root = mkdtempSync(join(tmpdir(), "brainwave-"));
      store = await openStore({ dataDir: root, ...(redis && { redisUrl: redis.url }) });
      gateways = [];
    });
    afterEach(async () => {
      for (const gateway of gateways) await gateway.stop();
      await store.close();
      await redis?.close();
      rmSync(root, { recursive: true });
    });

    type Gateway = Awaited<ReturnType<typeof startGateway>>;
    /** A gateway's part of it; the same `name` has the same history. */
    async function startGateway(name: string) {
      const dataDir = join(root, name);
      mkdirSync(dataDir, { recursive: true });
      const running = await startTailOnHistory(store, dataDir);
      const publisher = createPublisher(store.log, logger);
      const robots: Parameters<Parameters<typeof startLevels>[0]["onSample"]>[0][] = [];
      const evaluator = startEvaluator({
        records: store.records,
        tail: running.tail,
        history: { ...running.history.reader, reached: running.history.reached },
        intervalSeconds: 30,
        holder: crypto.randomUUID(),
        logger,
        lagSeconds: 0,
        tickMs: 20,
      });
      const levels = startLevels({
        tail: running.tail,
        onSample: (take) => robots.push(take),
        publish: publisher.publish,
        tickMs: 20,
      });
      let up = true;
      running.tail.listen({
        gap({ reason }) {
          if (reason === "epoch") gateway.epochs += 1;
        },
      });
      const gateway = {
        epochs: 0,
        evaluator,
        alerts: () => running.tail.state().alerts,
        operators: createAlertOperators({ records: store.records, state: running.tail.state }),
        /** A sample of a robot that is connected here, `secondsAgo`. */
        sample(robotId: string, battery_percentage: number, secondsAgo = 0): void {
          for (const take of robots)
            take(robotId, { at: toSeconds(Date.now()) - secondsAgo, metrics: { battery_percentage } });
        },
        async stop(): Promise<void> {
          if (!up) return;
          up = false;
          await evaluator.close();
          levels.close();
          await publisher.close(1_000);
          await running.stop();
        },
      };
      gateways.push(gateway);
      return gateway;
    }

    async function append(...events: BrainEvent[]): Promise<void> {
      const entries = events.map((event) => ({ dedupId: event.id, fields: toFields(event) }));
      await store.log.append("events", entries);
    }
    const now = () => toSeconds(Date.now());
    const run = (duration_ms: number) =>
      append(
        createEvent("metrics.aggregation_started", { job_id, started_at: now() }, now()),
        createEvent(
          "metrics.aggregation_completed",
          { job_id, duration_ms, entries_processed: 1, completed_at: now() },
          now(),
        ),
      );
    const told = async (): Promise<string[]> =>
      (await store.log.range("events", { limit: 1000 }))
        .filter(({ fields }) => fields.type?.startsWith("alert."))
        .map(({ fields }) => `${fields.type} ${JSON.parse(fields.payload ?? "{}").rule_id}`);
    const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
    const active = ({ alerts }: Gateway) => [...alerts().active.values()].map(({ rule_id }) => rule_id);

    test("by one of two gateways, and both know of it", async () => {
      const [a, b] = [await startGateway("a"), await startGateway("b")];
      await until(() => expect([a, b].filter(({ evaluator }) => evaluator.isHere())).toHaveLength(1));
      await run(6_000);
      for (const gateway of [a, b]) await until(() => expect(active(gateway)).toEqual(["job_slow"]));
      await run(900);
      for (const gateway of [a, b]) await until(() => expect(active(gateway)).toEqual([]));
      expect(await told()).toEqual(["alert.fired job_slow", "alert.cleared job_slow"]);
    });

    test("over a restart in the middle: what was told isn't told again, and what came meanwhile is", async () => {
      const before = await startGateway("a");
      await until(() => expect(before.evaluator.isHere()).toBe(true));
      await run(6_000);
      await until(() => expect(active(before)).toEqual(["job_slow"]));
      await before.stop();

      const failed = { job_id, error_message: "no answer", error_type: "Timeout", failed_at: now() };
      await append(createEvent("metrics.aggregation_failed", failed, now()));
      const after = await startGateway("a");
      await until(() => expect(active(after)).toEqual(["job_failed"]));
      await run(900);
      await until(() => expect(active(after)).toEqual([]));
      expect((await told()).sort()).toEqual([
        "alert.cleared job_failed",
        "alert.cleared job_slow",
        "alert.fired job_failed",
        "alert.fired job_slow",
      ]);
    });

    test("by another gateway when the one that did is gone", async () => {
      const [a, b] = [await startGateway("a"), await startGateway("b")];
      await until(() => expect([a, b].some(({ evaluator }) => evaluator.isHere())).toBe(true));
      const [first, second] = a.evaluator.isHere() ? [a, b] : [b, a];
      await run(6_000);
      await until(() => expect(active(second)).toEqual(["job_slow"]));
      await first.stop();
      await until(() => expect(second.evaluator.isHere()).toBe(true));
      await run(900);
      await until(() => expect(active(second)).toEqual([]));
      expect(await told()).toEqual(["alert.fired job_slow", "alert.cleared job_slow"]);
    });

    test("by a rule as it is changed, from the next evaluation on", async () => {
      const gateway = await startGateway("a");
      await until(() => expect(gateway.evaluator.isHere()).toBe(true));
      const { id, ...slow } = DEFAULT_RULES.find((rule) => rule.id === "job_slow") as Rule;
      await gateway.operators.putRule(id, { ...slow, threshold: 1_000 });
      await run(2_000);
      await until(() => expect(active(gateway)).toEqual(["job_slow"]));
      await gateway.operators.putRule(id, { ...slow, enabled: false });
      await until(() => expect(active(gateway)).toEqual([]));
    });

    test("of levels by the gateway where the robot is, and by the next one when it moves", async () => {
      const [a, b] = [await startGateway("a"), await startGateway("b")];
      a.sample("r1", 10, 20);
      a.sample("r1", 9);
      for (const gateway of [a, b]) await until(() => expect(active(gateway)).toEqual(["battery_low"]));
      expect([...b.alerts().active.values()]).toMatchObject([
        { subject: { kind: "robot", id: "r1" }, value: 10 },
      ]);
      b.sample("r1", 80, 120);
      b.sample("r1", 80);
      for (const gateway of [a, b]) await until(() => expect(active(gateway)).toEqual([]));
      expect(await told()).toEqual(["alert.fired battery_low", "alert.cleared battery_low"]);
    });

    if (kind === "redis")
      test("over a stream that is replaced: what fires goes on firing, and ends when something is known again", async () => {
        const gateway = await startGateway("a");
        await until(() => expect(gateway.evaluator.isHere()).toBe(true));
        await run(6_000);
        gateway.sample("r1", 10, 20);
        gateway.sample("r1", 9);
        await until(() => expect(active(gateway).sort()).toEqual(["battery_low", "job_slow"]));
        const before = [...gateway.alerts().active.keys()].sort();

        const outsider = connect(redis?.port ?? 0, "127.0.0.1");
        outsider.end("DEL brain:events:stream\r\n");
        await until(() => expect(gateway.epochs).toBe(1));
        await until(() => expect([...gateway.alerts().active.keys()].sort()).toEqual(before));
        await run(900);
        gateway.sample("r1", 80, -1);
        gateway.sample("r1", 80, -100);
        await until(() => expect(active(gateway)).toEqual([]));
        expect((await told()).sort()).toEqual([
          "alert.cleared battery_low",
          "alert.cleared job_slow",
          "alert.fired battery_low",
          "alert.fired job_slow",
        ]);
      });

    test("a robot that is put away leaves no level behind", async () => {
      const gateway = await startGateway("a");
      await until(() => expect(gateway.evaluator.isHere()).toBe(true));
      gateway.sample("r1", 10, 20);
      gateway.sample("r1", 9);
      await until(() => expect(active(gateway)).toEqual(["battery_low"]));
      await append(createEvent("telemetry.robot_archived", { robot_id: "r1", archived_at: now() }, now()));
      await until(() => expect(active(gateway)).toEqual([]));
    });
  });
});
