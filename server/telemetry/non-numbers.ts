const STRING_OR_NON_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Python's `json` writes NaN and the infinities as they are, which is no JSON. As strings they can be read, and refused
 * by the name of their metric. A text without them, or with them in its strings only, comes back as it was.
 */
export function nonNumbersAsStrings(text: string): string {
  if (!text.includes("NaN") && !text.includes("Infinity")) return text;
  return text.replace(STRING_OR_NON_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`));
}
