import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const FOR_PAGES = {
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
};

/**
 * Security headers: data must not be taken for anything else, and pages get the headers that only a document
 * has a use for, among them a Content Security Policy with a nonce of its own (D15).
 * Next reads the nonce from the request's policy header, so what came from outside under that name is replaced.
 */
export function secure(
  request: IncomingMessage,
  response: ServerResponse,
  options: { dev: boolean; page: boolean },
): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (!options.page) return;
  for (const [name, value] of Object.entries(FOR_PAGES)) response.setHeader(name, value);
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, options.dev);
  delete request.headers["content-security-policy-report-only"];
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  response.setHeader("Content-Security-Policy", policy);
}

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  // Development needs eval for hot reloading and unmarked styles; nothing else differs.
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`;
  const style = dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src ${script}`,
    `style-src ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
