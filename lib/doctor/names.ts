import { FURTHER_SOURCES } from "./report.ts";

/** What a type, and a producer, are called where they have no name of their own. */
export const typeName = (type: string): string => type || "(no type)";
export const sourceName = (source: string): string =>
  source === FURTHER_SOURCES ? "further producers" : source || "(no source)";
