import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";
import { PERSON_ROLES, type PersonRole } from "#lib/access/decide";
import { NOTICEABLE } from "#lib/dna/verdicts";
import { AppError } from "#lib/errors";
import { TREND_SECONDS } from "#lib/telemetry/trend";
import { REDIS_URL_FORMS, readRedisUrl } from "./store/redis-url.ts";

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

const httpUrl = (text: string): URL | null => {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash ? url : null;
};

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
    .refine((url) => readRedisUrl(url) !== null, REDIS_URL_FORMS)
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
  LIVE_SAMPLES_SECONDS: wholeNumber(60, TREND_SECONDS).prefault(String(TREND_SECONDS)),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).prefault("info"),
  METRICS_PUBLISHED_EVENTS: onOff.prefault("on"),
  KARMA_PERCENT_SOURCES: list.prefault(""),
  KARMA_NOTICEABLE_CHANGE: z
    .string()
    .regex(/^\d*\.?\d+$/, "must be a number, like 0.005")
    .transform(Number)
    .refine((change) => change > 0 && change <= 1, "must be more than 0, and 1 at most")
    .prefault(String(NOTICEABLE)),
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
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => httpUrl(text)?.pathname === "/",
      "must be like https://brainwave.example, without a path",
    )
    .transform((text) => new URL(text).origin)
    .optional(),
  OIDC_ISSUER: z
    .string()
    .refine((text) => {
      const url = httpUrl(text);
      return url?.protocol === "https:" || (url && isLoopback(url.hostname.replace(/^\[|\]$/g, "")));
    }, "must be an https address, or an http one on this machine")
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z
    .string()
    .refine((text) => text.split(" ").includes("openid"), "must have openid among them")
    .prefault("openid profile email"),
  OIDC_ROLE_CLAIM: z.string().prefault("roles"),
  OIDC_VIEWERS: list.prefault("brainwave-viewer"),
  OIDC_OPERATORS: list.prefault("brainwave-operator"),
  OIDC_ADMINS: list.prefault("brainwave-admin"),
});

export const SETTING_NAMES = Object.keys(Settings.shape);

/** How to ask an identity provider (OpenID Connect). */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Separated by spaces. */
  scopes: string;
  /** The claim whose values make a role, by its name or by a path with dots. */
  roleClaim: string;
  /** What stands for each role there. */
  roles: Readonly<Record<PersonRole, readonly string[]>>;
}

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
  /** How far the live charts look back. */
  liveSamplesSeconds: number;
  logLevel: (typeof LOG_LEVELS)[number];
  metricsPublishedEvents: boolean;
  karmaPercentSources: ReadonlySet<string>;
  noticeableKarmaChange: number;
  /** Host names under which this server may be addressed, besides the loopback ones. */
  allowedHosts: readonly string[];
  handshakesPerSecond: number;
  /** How long it tells that it isn't ready before it closes anything. */
  stopNoticeSeconds: number;
  /** Whether alerts may be delivered to this machine or into an internal network. */
  alertInternalAddresses: boolean;
  /** How much goes wrong in the demo, from 0 to 1. */
  demoFaultRate: number;
  /** Where browsers reach this server: an origin. Null takes the Host that they name, which is checked. */
  publicUrl: string | null;
  /** Null without an identity provider. */
  oidc: OidcSettings | null;
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
  const oidc = oidcSettings(settings);
  return {
    port: settings.PORT,
    host: settings.HOST,
    accessRequired: settings.ACCESS === "on" || !isLoopback(settings.HOST) || oidc !== null,
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
    liveSamplesSeconds: settings.LIVE_SAMPLES_SECONDS,
    logLevel: settings.LOG_LEVEL,
    metricsPublishedEvents: settings.METRICS_PUBLISHED_EVENTS,
    karmaPercentSources: new Set(settings.KARMA_PERCENT_SOURCES),
    noticeableKarmaChange: settings.KARMA_NOTICEABLE_CHANGE,
    allowedHosts: settings.PUBLIC_URL
      ? [...settings.ALLOWED_HOSTS, new URL(settings.PUBLIC_URL).hostname]
      : settings.ALLOWED_HOSTS,
    handshakesPerSecond: settings.HANDSHAKES_PER_SECOND,
    stopNoticeSeconds: settings.STOP_NOTICE_SECONDS,
    alertInternalAddresses: settings.ALERT_INTERNAL_ADDRESSES,
    demoFaultRate: settings.DEMO_FAULT_RATE,
    publicUrl: settings.PUBLIC_URL ?? null,
    oidc,
  };
}

function tlsFiles(certFile?: string, keyFile?: string): Config["tls"] {
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile === undefined && keyFile === undefined) return null;
  throw new AppError("invalid", "TLS_CERT_FILE and TLS_KEY_FILE must be set both, or neither");
}

const OIDC_NEEDS = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

function oidcSettings(settings: z.output<typeof Settings>): OidcSettings | null {
  const missing = OIDC_NEEDS.filter((name) => settings[name] === undefined);
  if (missing.length === OIDC_NEEDS.length) return null;
  if (missing.length > 0)
    throw new AppError(
      "invalid",
      `${OIDC_NEEDS.join(", ")} must be set all, or none (${missing.join(" and ")} is missing)`,
    );
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "" } = settings;
  const roles = {
    viewer: settings.OIDC_VIEWERS,
    operator: settings.OIDC_OPERATORS,
    admin: settings.OIDC_ADMINS,
  };
  refuseTwice(roles);
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    scopes: settings.OIDC_SCOPES,
    roleClaim: settings.OIDC_ROLE_CLAIM,
    roles,
  };
}

/** A value that stands for two roles would make the higher one, which nobody may have meant. */
function refuseTwice(roles: OidcSettings["roles"]): void {
  const values = PERSON_ROLES.flatMap((role) => roles[role]);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined)
    throw new AppError(
      "invalid",
      `OIDC_VIEWERS, OIDC_OPERATORS and OIDC_ADMINS must have each value once (they have "${twice}" twice)`,
    );
}

/** What may carry a password is never repeated. */
const SECRET: readonly string[] = ["REDIS_URL", "OIDC_CLIENT_SECRET", "OIDC_ISSUER", "PUBLIC_URL"];

function lines(error: z.ZodError, env: Record<string, string | undefined>): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const given = SECRET.includes(name) ? "" : ` (it is "${env[name]}")`;
    return `${name} ${issue.message}${given}`;
  });
}
