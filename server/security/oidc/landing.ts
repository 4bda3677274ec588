const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // This page's own address has the code in it.
  "referrer-policy": "no-referrer",
};

/**
 * A page of ours that leads on at once. A redirect would still count as the other site's navigation, and the browser
 * would keep the SameSite=Strict cookie of the new session to itself: the first page would ask to log in again.
 */
export function landing(next: string, cookies: readonly string[]): Response {
  const place = next.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="dark light">
<meta http-equiv="refresh" content="0;url=${place}">
<title>Brainwave</title>
<p><a href="${place}">Go on to Brainwave</a></p>
</html>
`;
  return withCookies(new Response(html, { headers: HEADERS }), cookies);
}

export const redirect = (location: string, cookies: readonly string[]): Response =>
  withCookies(
    new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } }),
    cookies,
  );

function withCookies(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  return answer;
}
