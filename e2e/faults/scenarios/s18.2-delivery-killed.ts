import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DeliveryList } from "../../../lib/alerts/api-delivery.ts";
import { killPoints, leaseKey } from "../kill-points.ts";
import type { Rig } from "../rig.ts";
import { atMost, exactly, type Scenario } from "../scenario.ts";
import { needs } from "../until.ts";

const LEASES = ["alerts:delivery", "alerts"].map(leaseKey);
const PATIENCE_MS = 60_000;
const POINTS = killPoints('"state":"waiting"', '"state":"sent"');

export const deliveryKilled: Scenario = {
  id: "S18.2",
  title: "The gateway is killed in the middle of delivering an alert",
  promises:
    "each alert is delivered, under one delivery id wherever it was killed; only what had been sent and not been written down is sent again, under the same id",
  injects:
    "SIGKILL before and after Redis has taken what is to be delivered, and before and after it has taken that it was sent, once each",
  injectsInFull:
    "SIGKILL before and after Redis has taken what is to be delivered, and before and after it has taken that it was sent, 3 times each",
  quick: false,
  defences: [
    "server/alerts/delivery/round.ts: the place up to which alerts were read and what is to be delivered in two steps → an alert that is never delivered (not so after 60 s)",
  ],
  async run(rig) {
    const redis = await rig.redis();
    const cable = await rig.cable(redis.url);
    const gateway = await rig.gateway(cable.url, { env: { ALERT_INTERNAL_ADDRESSES: "on" } });
    const receiver = await receive(rig);
    await post(`${gateway.url}/api/alerts/channels`, { type: "webhook", name: "faults", url: receiver.url });
    const list = async () =>
      DeliveryList.parse(await (await fetch(`${gateway.url}/api/alerts/deliveries`)).json()).deliveries;
    const times = rig.full ? 3 : 1;
    const jobs: string[] = [];
    // What failed before anybody has ever looked is nobody's alert.
    let tries = 0;
    await needs(
      "the first alert is delivered",
      async () => {
        if (tries++ % 100 === 0) await post(`${gateway.url}/api/events`, failureOf(`first_${tries}`));
        return receiver.idsOf("first_").length > 0 && (await list()).every(({ state }) => state === "sent");
      },
      PATIENCE_MS,
    );
    const firstOnes = (await list()).length;
    for (let n = 0; n < times; n++) {
      for (const arm of POINTS) {
        const job = `killed_${jobs.length}_`;
        jobs.push(job);
        const before = cable.swallowed();
        arm(cable);
        await post(`${gateway.url}/api/events`, failureOf(job));
        await needs("the delivery is at the point", () => cable.swallowed() > before, PATIENCE_MS);
        await gateway.kill();
        for (const lease of LEASES) await redis.cli("DEL", lease);
        await gateway.start();
        const isDone = async () => (await list()).every(({ state }) => state === "sent");
        await needs("it is delivered", async () => receiver.idsOf(job).length > 0 && isDone(), PATIENCE_MS);
      }
    }
    const posts = jobs.map(receiver.idsOf);
    const again = posts.reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0);
    return [
      exactly("kills", cable.swallowed(), times * POINTS.length),
      exactly("alerts that were never delivered", posts.filter((ids) => ids.length === 0).length, 0),
      exactly(
        "alerts delivered under more than one id",
        posts.filter((ids) => new Set(ids).size > 1).length,
        0,
      ),
      atMost("deliveries that were sent again", again, times),
      exactly("deliveries in the list", (await list()).length - firstOnes, jobs.length),
    ];
  },
};

const failureOf = (job_id: string) => ({
  type: "metrics.aggregation_failed",
  source: "faults",
  payload: { job_id, error_type: "Error", error_message: "on purpose", failed_at: Date.now() / 1000 },
});

async function post(url: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}

/** Whoever is told of alerts. */
async function receive(rig: Rig) {
  const posts: { id: string; jobs: string[] }[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    // The incident is named after its first job, whichever it now tells of.
    const { alerts } = JSON.parse(text) as { alerts: { subject: { id: string } }[] };
    const id = String(request.headers["brainwave-delivery"]);
    posts.push({ id, jobs: alerts.map(({ subject }) => subject.id) });
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  rig.atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    /** Of what was posted of the jobs whose names begin so, in its order. */
    idsOf: (begin: string) =>
      posts.filter(({ jobs }) => jobs.some((job) => job.startsWith(begin))).map(({ id }) => id),
  };
}
