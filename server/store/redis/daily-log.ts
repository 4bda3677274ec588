import type { Redis } from "ioredis";
import { messageOf } from "#lib/errors";
import type { DailyLog } from "../port.ts";
import { storeError } from "./errors.ts";
import { dailyLogKey } from "./keys.ts";

/** In a cluster each day may be at another node. */
export type DayReader = Pick<Redis, "lrange" | "llen">;

/** BRAiN's lists of days. It pushes onto the left end, so that places counted from the right one stay as they are. */
export function createDailyLog(client: DayReader): DailyLog {
  return {
    async read(date, { offset }, limit) {
      if (limit <= 0) return [];
      const newestFirst = client.lrange(dailyLogKey(date), -(offset + limit), -(offset + 1));
      return (await ifList(newestFirst, [])).reverse();
    },
    length: (date) => ifList(client.llen(dailyLogKey(date)), 0),
  };
}

async function ifList<T>(command: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await command;
  } catch (error) {
    if (messageOf(error).startsWith("WRONGTYPE")) return otherwise;
    throw storeError(error);
  }
}
