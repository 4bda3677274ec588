import { createSampleFile } from "./file.ts";
import { createOpenBucket } from "./open-bucket.ts";

/** A file, and what feeds it as the main thread does. */
export function fedFile(file: string) {
  const kept = createSampleFile({ file });
  const bucket = createOpenBucket();
  return {
    ...kept,
    put(at: number, robots: Record<string, Record<string, number>>) {
      for (const [robot, metrics] of Object.entries(robots)) bucket.add(robot, metrics);
      const ended = bucket.end(at);
      if (ended) return kept.write({ first: 0, names: [...bucket.names()], bucket: ended });
    },
  };
}
