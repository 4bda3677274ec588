/** What of an address goes along to every other page: the moment that is looked at, and how wide the scrubber is. */
const KEPT = ["at", "span"] as const;

/** The address of a link on a page with these parameters. Links to elsewhere, and to places on the same page, stay. */
export function withKept(href: string, current: { get(name: string): string | null }): string {
  if (!href.startsWith("/") || href.startsWith("/api/")) return href;
  const kept = KEPT.flatMap((name) => {
    const value = current.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  if (kept.length === 0) return href;
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(href) ?? [];
  const params = new URLSearchParams(query);
  for (const [name, value] of kept) if (!params.has(name)) params.set(name, value);
  return `${path}?${params}${hash}`;
}
