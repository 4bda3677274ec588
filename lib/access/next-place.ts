/** Where to go after the log-in: a path of this very server, never somebody else's. */
export function nextPlace(next: string | null | undefined): string {
  const here = "http://here.invalid";
  // Browsers read a backslash as a slash, and leave out tabs and line ends: only what stays here when read by one counts.
  const parsed = URL.parse(next ?? "/", here);
  if (!next?.startsWith("/") || parsed?.origin !== here) return "/";
  return `${parsed.pathname}${parsed.search}${parsed.hash}`.replace(/^\/+/, "/");
}
