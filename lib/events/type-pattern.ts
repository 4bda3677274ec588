/** What the server takes as `type`: an exact type, or a pattern with `*`. A bare word means "anywhere in the name". */
export function patternOf(text: string, isType: (type: string) => boolean): string | null {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return null;
  return wanted.includes("*") || isType(wanted) ? wanted : `*${wanted}*`;
}

/** Tells whether a type fits a pattern; `*` stands for any characters, null fits everything. */
export function typeMatcher(pattern: string | null): (type: string) => boolean {
  if (pattern === null) return () => true;
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return (type) => type === pattern;
  return (type) => {
    if (!type.startsWith(first) || !type.endsWith(last) || type.length < first.length + last.length)
      return false;
    let from = first.length;
    for (const part of rest) {
      const at = type.indexOf(part, from);
      if (at === -1 || at + part.length > type.length - last.length) return false;
      from = at + part.length;
    }
    return true;
  };
}
