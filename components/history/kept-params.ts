/** What of an address goes along to every other page: the moment that is looked at, and how wide the scrubber is. */
const KEPT = ["at", "span"] as const;

/** Those of a page's parameters that go along, as a query. */
export function keptOf(current: { get(name: string): string | null }): string {
  const kept = KEPT.flatMap((name) => {
    const value = current.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new URLSearchParams(kept).toString();
}

/** The address of a link on a page that keeps these parameters. Links to elsewhere, and to places on the same page, stay. */
export function withKept(href: string, kept: string): string {
  if (kept === "" || !href.startsWith("/") || href.startsWith("/api/")) return href;
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(href) ?? [];
  const params = new URLSearchParams(query);
  for (const [name, value] of new URLSearchParams(kept)) if (!params.has(name)) params.set(name, value);
  return `${path}?${params}${hash}`;
}
