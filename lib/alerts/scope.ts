/** Whether a name fits a scope, in which `*` stands for any characters. Apart from the schemas: pages ask it first of all. */
export function inScope(scope: string, id: string): boolean {
  if (scope === "*") return true;
  const [first = "", ...rest] = scope.split("*");
  if (rest.length === 0) return scope === id;
  const last = rest.pop() ?? "";
  if (!id.startsWith(first) || id.length < first.length + last.length || !id.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = id.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= id.length - last.length;
}
