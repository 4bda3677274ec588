import { createConnection } from "../reader/connection.ts";
import { createAlong, type Packed } from "./along.ts";

export type KeeperMethods = ReturnType<typeof createKeeper>;

/** The body of the thread that folds along: it reads the file only, and the writer writes the states that it makes. */
export function createKeeper({ file }: { file: string }) {
  const { read, close } = createConnection(file, createAlong);
  return {
    ready: (_: null): void => undefined,
    /** The next state that is due; null once everything in the file is folded. `anew` from what is in the file. */
    next: ({ anew }: { anew: boolean }): Packed | null =>
      read((along) => {
        if (anew) along.forget();
        return along.next();
      }),
    close: (_: null): void => close(),
  };
}
