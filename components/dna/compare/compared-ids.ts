/** More can't be told apart in one picture. */
export const MOST_COMPARED = 4;

/** Ids as one part of an address; a comma may stand in an id. */
export const textOfIds = (ids: readonly string[]): string => ids.map(encodeURIComponent).join(",");

export function idsIn(text: string | null): string[] {
  const ids = (text ?? "").split(",").flatMap((part) => decoded(part) ?? []);
  return [...new Set(ids)].filter(Boolean).slice(0, MOST_COMPARED);
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
