import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";
import { AppError } from "#lib/errors";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "silent"] as const;
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** Whether only this machine can reach it. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host);

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);

const onOff = z.enum(["on", "off"], { error: 'must be "on" or "off"' }).transform((value) => value === "on");

/** Every setting there is, with its default. The README's table and `.env.example` say the same in words. */
const Settings = z.object({
  PORT: wholeNumber(0, 65535).prefault("3000"),
  HOST: z
    .string()
    .refine(
      (host) => isLoopback(host) || isIP(host) !== 0,
      "must be localhost or an address of this machine, 0.0.0.0 for all",
    )
    .prefault("127.0.0.1"),
  ACCESS: z.enum(["auto", "on"], { error: 'must be "auto" or "on"' }).prefault("auto"),
  TRUSTED_PROXIES: list.prefault(""),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  DATA_DIR: z.string().min(1, "must name a folder").prefault(".data"),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, "must look like redis://[user:password@]host:port[/db]")
    .optional(),
  EVENT_LOG_MAXLEN: wholeNumber(1000, 100_000_000).prefault("100000"),
  AGGREGATION_INTERVAL_SECONDS: z
    .string()
    .regex(/^\d+(\.\d+)?$/, "must be a number of seconds")
    .transform(Number)
    .refine((seconds) => seconds >= 0.2 && seconds <= 86_400, "must be from 0.2 to 86400 seconds")
    .prefault("30"),
  EVENT_RETENTION_DAYS: wholeNumber(1, 3650).prefault("90"),
  HISTORY_MAX_MB: wholeNumber(10, 100_000_000).prefault("20000"),
  SAMPLES_MAX_MB: wholeNumber(10, 100_000_000).prefault("20000"),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).prefault("info"),
  METRICS_PUBLISHED_EVENTS: onOff.prefault("on"),
  KARMA_PERCENT_SOURCES: list.prefault(""),
  ALLOWED_HOSTS: list.prefault(""),
  AGGREGATION: onOff.prefault("on"),
  DEMO_FAULT_RATE: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, "must be a number from 0 to 1")
    .transform(Number)
    .prefault("0.05"),
  STOP_NOTICE_SECONDS: z
    .string()
    .regex(/^\d+(\.\d+)?$/, "must be a number of seconds")
    .transform(Number)
    .refine((seconds) => seconds <= 60, "must be from 0 to 60 seconds")
    .prefault("0"),
  HANDSHAKES_PER_SECOND: wholeNumber(1, 100_000).prefault("20"),
  ALERT_INTERNAL_ADDRESSES: onOff.prefault("off"),
});

export const SETTING_NAMES = Object.keys(Settings.shape);

export interface Config {
  port: number;
  host: string;
  /** Credentials are asked for also while there are none. */
  accessRequired: boolean;
  /** Addresses and subnets whose X-Forwarded-For and -Proto are believed. */
  trustedProxies: readonly string[];
  /** Files in PEM; null serves without TLS. */
  tls: { certFile: string; keyFile: string } | null;
  dataDir: string;
  redisUrl: string | undefined;
  eventLogMaxLength: number;
  /** Off where BRAiN's own job runs beside this server. */
  aggregation: boolean;
  aggregationIntervalSeconds: number;
  eventRetentionDays: number;
  /** Beyond it the oldest events leave the history. */
  historyMaxBytes: number;
  /** Beyond it the oldest of what robots measured goes. */
  samplesMaxBytes: number;
  logLevel: (typeof LOG_LEVELS)[number];
  metricsPublishedEvents: boolean;
  karmaPercentSources: ReadonlySet<string>;
  /** Host names under which this server may be addressed, besides the loopback ones. */
  allowedHosts: readonly string[];
  handshakesPerSecond: number;
  /** How long it tells that it isn't ready before it closes anything. */
  stopNoticeSeconds: number;
  /** Whether alerts may be delivered to this machine or into an internal network. */
  alertInternalAddresses: boolean;
  /** How much goes wrong in the demo, from 0 to 1. */
  demoFaultRate: number;
}

/** Takes what `.env` in the working folder says; what the environment says already stays. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

const TOKEN = "BRAINWAVE_TOKEN";

/** The environment of a child that comes in with this token. */
export const withToken = (token: string): NodeJS.ProcessEnv => ({ ...process.env, [TOKEN]: token });

/** The token with which a program of ours comes in; undefined when it was given none. */
export const ownToken = (): string | undefined => process.env[TOKEN] || undefined;

/** The settings of this process. Throws AppError "invalid" with one readable line per bad value. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  // An empty value in a shell or in .env means "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) throw new AppError("invalid", lines(parsed.error, given).join("\n"));
  const settings = parsed.data;
  return {
    port: settings.PORT,
    host: settings.HOST,
    accessRequired: settings.ACCESS === "on" || !isLoopback(settings.HOST),
    trustedProxies: settings.TRUSTED_PROXIES,
    tls: tlsFiles(settings.TLS_CERT_FILE, settings.TLS_KEY_FILE),
    dataDir: settings.DATA_DIR,
    redisUrl: settings.REDIS_URL,
    eventLogMaxLength: settings.EVENT_LOG_MAXLEN,
    aggregation: settings.AGGREGATION,
    aggregationIntervalSeconds: settings.AGGREGATION_INTERVAL_SECONDS,
    eventRetentionDays: settings.EVENT_RETENTION_DAYS,
    historyMaxBytes: settings.HISTORY_MAX_MB * 1_000_000,
    samplesMaxBytes: settings.SAMPLES_MAX_MB * 1_000_000,
    logLevel: settings.LOG_LEVEL,
    metricsPublishedEvents: settings.METRICS_PUBLISHED_EVENTS,
    karmaPercentSources: new Set(settings.KARMA_PERCENT_SOURCES),
    allowedHosts: settings.ALLOWED_HOSTS,
    handshakesPerSecond: settings.HANDSHAKES_PER_SECOND,
    stopNoticeSeconds: settings.STOP_NOTICE_SECONDS,
    alertInternalAddresses: settings.ALERT_INTERNAL_ADDRESSES,
    demoFaultRate: settings.DEMO_FAULT_RATE,
  };
}

function tlsFiles(certFile?: string, keyFile?: string): Config["tls"] {
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile === undefined && keyFile === undefined) return null;
  throw new AppError("invalid", "TLS_CERT_FILE and TLS_KEY_FILE must be set both, or neither");
}

function lines(error: z.ZodError, env: Record<string, string | undefined>): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    // A Redis address may carry a password: it is never repeated.
    const given = name === "REDIS_URL" ? "" : ` (it is "${env[name]}")`;
    return `${name} ${issue.message}${given}`;
  });
}
