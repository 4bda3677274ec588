import { timeMachine } from "../../lib/live/use-live.ts";

/** Larger ones would stop the page for minutes, or end it. */
const MAX_BYTES = 400 * 1024 * 1024;

/** Opens a file as a capsule: all pages show what is in it. Returns what is wrong with it in a sentence, or null. */
export async function openCapsule(file: File): Promise<string | null> {
  if (file.size > MAX_BYTES) return "This file is larger than 400 MB: too large for a browser to open.";
  const text = await file.text().catch(() => null);
  if (text === null) return "The file could not be read.";
  const { readCapsule } = await import("../../lib/history/capsule.ts");
  const read = readCapsule(text);
  if (read.kind === "problem") return read.message;
  timeMachine.openCapsule(read.capsule);
  return null;
}
