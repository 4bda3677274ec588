import { Redis, type RedisOptions } from "ioredis";
import { AppError } from "#lib/errors";
import { nameOf, type RedisPlace } from "../redis-url.ts";
import { storeError, toldOf } from "./errors.ts";
import { toOwnerOf } from "./slot-owner.ts";

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2000;
/** Redis may be starting beside us: this long we try before saying that it isn't there. */
const OPEN_WITHIN_MS = 5000;
/** A tail that has heard nothing for this long can't trust its connection: a read blocks for 2 s at most. */
const TAIL_ANSWER_WITHIN_MS = 4000;

const COMMON: RedisOptions = {
  protocol: 2,
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 2000,
  // A black-holed connection doesn't answer the goodbye either.
  disconnectTimeout: 100,
};

/** Sentinels are asked one after the other: one that is silent must leave time for the others. */
const SENTINEL_ANSWERS_WITHIN_MS = 1000;

/** To the server itself, or to the one that has `key` at the moment, by what sentinels or nodes of a cluster say. */
function connectionTo(place: RedisPlace, key: string, options: RedisOptions): Redis {
  if (place.kind === "server") return new Redis(place.url, options);
  const { kind: _, nodes, ...named } = place;
  if (place.kind === "cluster")
    return new Redis({ ...options, ...named, Connector: toOwnerOf(key, place, options) });
  return new Redis({
    ...options,
    ...named,
    sentinels: [...nodes],
    sentinelCommandTimeout: SENTINEL_ANSWERS_WITHIN_MS,
    // Without it, nobody looks again where the primary is once no sentinel could say so.
    sentinelRetryStrategy: options.retryStrategy ?? (() => null),
  });
}

/** What a node answers that is no primary any more, or never was one of this key: whoever connects anew is led there. */
const ELSEWHERE = /^(READONLY|MOVED)\b/;

/**
 * The connection for commands (reliability.md, D6): answers or fails within a second, and comes back by itself.
 * Its errors go to `onError`; each failed command tells its own caller too.
 */
export function createCommandConnection(
  place: RedisPlace,
  key: string,
  onError: (error: Error) => void,
): Redis {
  const client = connectionTo(place, key, {
    ...COMMON,
    commandTimeout: 1000,
    socketTimeout: 5000,
    retryStrategy: (times) => jittered(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (times - 1))),
    reconnectOnError: (error) => ELSEWHERE.test(error.message),
  });
  client.on("error", (error) => onError(storeError(error)));
  // ioredis calls it no error when Redis goes away and is back at the first try.
  let connected = false;
  client.on("ready", () => {
    connected = true;
  });
  client.on("close", () => {
    if (connected) onError(new AppError("store_unavailable", "The connection to Redis was lost"));
    connected = false;
  });
  return client;
}

/** Waits for the first answer. Throws "store_unavailable" with host and port, never with the password. */
export async function firstAnswer(client: Redis, place: RedisPlace): Promise<void> {
  const lastError = { sentence: "no answer" };
  const note = (error: Error) => {
    lastError.sentence = toldOf(error);
  };
  client.on("error", note);
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(reject, OPEN_WITHIN_MS);
      client.once("ready", () => {
        clearTimeout(late);
        resolve();
      });
      client.connect().catch(note);
    });
  } catch {
    client.disconnect();
    throw new AppError(
      "store_unavailable",
      `${nameOf(place)} can't be used: ${lastError.sentence}. Start it, or correct REDIS_URL`,
    );
  } finally {
    client.off("error", note);
  }
}

export interface TailConnection {
  client: Redis;
  /** The answer, or an error when it takes too long. */
  answer<T>(reply: Promise<T>): Promise<T>;
  close(): void;
}

/**
 * A connection for one follower (D7): XREAD BLOCK owns it, since anything sent behind one waits for up to 2 s.
 * Single use: on any doubt it is closed and another one made, because ioredis can neither tell a black hole
 * from a quiet stream, nor be trusted to come back from a disconnect while it reconnects.
 */
export async function openTailConnection(
  place: RedisPlace,
  key: string,
  signal: AbortSignal,
): Promise<TailConnection> {
  const client = connectionTo(place, key, { ...COMMON, retryStrategy: null });
  let lastError: Error | undefined;
  client.on("error", (error) => {
    lastError = error;
  });
  const close = () => {
    signal.removeEventListener("abort", close);
    client.disconnect();
  };
  signal.addEventListener("abort", close);

  async function answer<T>(reply: Promise<T>): Promise<T> {
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const seconds = TAIL_ANSWER_WITHIN_MS / 1000;
    const late = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), TAIL_ANSWER_WITHIN_MS);
    const stop = () => reject(new Error("stopped"));
    signal.addEventListener("abort", stop);
    try {
      return await Promise.race([reply, tooLate]);
    } catch (error) {
      throw storeError(error);
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", stop);
    }
  }

  try {
    await answer(client.connect());
    return { client, answer, close };
  } catch (error) {
    close();
    // "Connection is closed." is what ioredis rejects with; why it closed it told the listener.
    throw lastError ? storeError(lastError) : error;
  }
}

const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2);
