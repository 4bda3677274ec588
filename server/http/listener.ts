import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { secure } from "#server/security/headers";
import { crossSiteProblem, type OriginCheck } from "#server/security/origin";
import { isStaticFile, type PageDoor } from "#server/security/page-door";
import type { Pages } from "./pages.ts";

export interface ListenerOptions {
  /** The module APIs, called directly: 35 times the speed of Next's router. */
  api: { matches(pathname: string): boolean; listener: RequestListener };
  pages: Pages;
  originCheck: OriginCheck;
  pageDoor: PageDoor;
  /** Off while the process is going down. */
  accepting(): boolean;
  dev: boolean;
}

/** Every HTTP request: who may come in, then the APIs, then the pages. */
export function createRequestListener({
  api,
  pages,
  originCheck,
  pageDoor,
  accepting,
  dev,
}: ListenerOptions): RequestListener {
  async function showPage(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const instead = await pageDoor(request, path);
    if (instead === null) return pages.handle(request, response);
    response.setHeader("Cache-Control", "no-store");
    if ("location" in instead) response.writeHead(307, { Location: instead.location }).end();
    else refuse(request, response, instead.status, instead.problem);
  }

  return (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    // Engine.IO has a listener of its own.
    if (path.startsWith("/socket.io/")) return;
    // So that nobody sends the next request into a connection that is being closed.
    if (!accepting()) response.setHeader("Connection", "close");
    const isApi = api.matches(path);
    secure(request, response, { dev, page: !isApi && !isStaticFile(path) });
    const problem = originCheck(request.headers) ?? crossSiteProblem(request.method, request.headers);
    if (problem) refuse(request, response, 403, problem);
    else if (isApi) api.listener(request, response);
    else if (isRead(request.method)) void showPage(request, response, path).catch(() => response.destroy());
    else refuse(request, response.setHeader("Allow", "GET, HEAD"), 405, "Method Not Allowed");
  };
}

// Next would answer a page to any method.
const isRead = (method: string | undefined): boolean => method === "GET" || method === "HEAD";

function refuse(request: IncomingMessage, response: ServerResponse, status: number, problem: string): void {
  request.resume();
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ detail: problem }));
}
