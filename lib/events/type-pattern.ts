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
