import { z } from "zod";
import type { RouteSpec } from "../http/api.ts";
import { SEVERITIES } from "./kinds.ts";

/** Where alerts are delivered to, and what became of each delivery. Times are Unix seconds, UTC. */

export const CHANNEL_TYPES = ["webhook", "pagerduty", "slack"] as const;
export const CHANNELS_MAX = 20;
export const PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

const url = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).max(2048);
const secret = z.string().min(8, "must be at least 8 characters").max(256);
const shared = {
  name: z.string().min(1).max(80).describe("For people."),
  severity: z.enum(SEVERITIES).default("info").describe("What is less than this isn't sent."),
};

export const ChannelRequest = z
  .discriminatedUnion("type", [
    z.object({
      type: z.literal("webhook"),
      ...shared,
      url,
      secret: secret
        .optional()
        .describe(
          "Signs what is sent: `Brainwave-Signature: t=<seconds>,v1=<HMAC-SHA256 of `t.body`, hex>`.",
        ),
    }),
    z.object({
      type: z.literal("pagerduty"),
      ...shared,
      url: url.default(PAGERDUTY_URL),
      secret: secret.describe("The integration's routing key."),
    }),
    z.object({ type: z.literal("slack"), ...shared, url: url.describe("An incoming webhook.") }),
  ])
  .meta({ id: "AlertChannelRequest" });
export type ChannelRequest = z.infer<typeof ChannelRequest>;

export const ChannelView = z
  .object({
    id: z.string(),
    type: z.enum(CHANNEL_TYPES),
    name: z.string(),
    severity: z.enum(SEVERITIES),
    address: z
      .string()
      .describe("Its scheme and host: the rest may be a secret, which is never shown again."),
    signed: z.boolean(),
    created_at: z.number(),
  })
  .meta({ id: "AlertChannel" });
export type ChannelView = z.infer<typeof ChannelView>;

export const ChannelList = z.object({ channels: z.array(ChannelView) }).meta({ id: "AlertChannelList" });
export type ChannelList = z.infer<typeof ChannelList>;

export const DELIVERY_STATES = ["waiting", "sent", "failed"] as const;

export const DeliveryView = z
  .object({
    id: z.string().describe("Goes with each attempt as `Brainwave-Delivery`."),
    channel_id: z.string(),
    kind: z
      .enum(["triggered", "updated", "resolved", "test"])
      .describe("`updated`: more of what it was told of, under the same `dedup_key`."),
    sentence: z.string(),
    alerts: z.int().min(0).describe("How many it tells of."),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int().min(0),
    created_at: z.number(),
    /** Of the last attempt. */
    attempted_at: z.number().nullable(),
    next_at: z.number().nullable().describe("When it is tried again."),
    status: z.int().nullable().describe("What the receiver answered last."),
    problem: z.string().nullable().describe("Why it isn't sent, for people."),
  })
  .meta({ id: "AlertDelivery" });
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryList = z
  .object({ deliveries: z.array(DeliveryView).describe("Newest first, at most 200.") })
  .meta({ id: "AlertDeliveryList" });
export type DeliveryList = z.infer<typeof DeliveryList>;

const params = z.object({ channel_id: z.string().min(1).max(64) });
const NO_CHANNEL = { 404: "There is no such channel." };

export const ListChannels = {
  method: "GET",
  path: "/api/alerts/channels",
  needs: "viewer",
  tag: "alerts",
  summary: "Where alerts are delivered to, without secrets",
  status: 200,
  answer: ChannelList,
} satisfies RouteSpec;

export const AddChannel = {
  method: "POST",
  path: "/api/alerts/channels",
  needs: "admin",
  tag: "alerts",
  summary: "Deliver alerts to an address from now on",
  body: ChannelRequest,
  status: 201,
  answer: ChannelView,
  errors: { 409: "There are too many channels." },
} satisfies RouteSpec;

export const RemoveChannel = {
  method: "DELETE",
  path: "/api/alerts/channels/{channel_id}",
  needs: "admin",
  tag: "alerts",
  summary: "Deliver nothing more to it",
  params,
  status: 200,
  answer: ChannelView,
  errors: NO_CHANNEL,
} satisfies RouteSpec;

export const TestChannel = {
  method: "POST",
  path: "/api/alerts/channels/{channel_id}/test",
  needs: "admin",
  tag: "alerts",
  summary: "Send a test message once, and tell what became of it",
  params,
  status: 200,
  answer: DeliveryView,
  errors: NO_CHANNEL,
} satisfies RouteSpec;

export const ListDeliveries = {
  method: "GET",
  path: "/api/alerts/deliveries",
  needs: "viewer",
  tag: "alerts",
  summary: "What was delivered, what waits, and what failed why",
  status: 200,
  answer: DeliveryList,
} satisfies RouteSpec;
