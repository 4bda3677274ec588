import type { WriterMethods } from "../writer/writer.ts";
import { createKeeper } from "./keeper.ts";

/** Saves every state that is due by now, as the threads do it between them. */
export function saveDue(file: string, writer: Pick<WriterMethods, "putState">): number {
  const keeper = createKeeper({ file });
  let saved = 0;
  for (let packed = keeper.next({ anew: false }); packed; packed = keeper.next({ anew: false })) {
    writer.putState(packed);
    saved++;
  }
  keeper.close(null);
  return saved;
}
