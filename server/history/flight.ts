/** While one batch is written, the next is made ready. More would only keep questions to the writer's thread waiting. */
const AT_ONCE = 2;

export type Flight = ReturnType<typeof createFlight>;

/** Batches on their way into the file, in order. Whoever sends one behind another says so: `after` in writer/batch.ts. */
export function createFlight() {
  let flying: Promise<void>[] = [];

  return {
    isEmpty: (): boolean => flying.length === 0,
    /** Returns once there is room for another; throws what an earlier one failed with. */
    async add(batch: Promise<void>): Promise<void> {
      // Told by whoever waits for it.
      batch.catch(() => undefined);
      flying.push(batch);
      while (flying.length >= AT_ONCE) {
        await flying[0];
        flying.shift();
      }
    },
    /** Once all have landed; throws what the first of them failed with, when the others have ended too. */
    async landed(): Promise<void> {
      const all = await Promise.allSettled(flying);
      flying = [];
      for (const each of all) if (each.status === "rejected") throw each.reason;
    },
  };
}
