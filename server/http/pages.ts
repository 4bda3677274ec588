import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Next's own upgrades (hot reloading) go here; null in production, where it has none. */
  upgrades: Server | null;
  close(): Promise<void>;
}

/** The Next app behind our server. It gets a server that never listens, so that it can't touch our upgrades (D18). */
export async function createPages(options: { dev: boolean; hostname: string; port: number }): Promise<Pages> {
  const silent = createServer();
  const app = next({ ...options, httpServer: silent });
  await app.prepare();
  return { handle: app.getRequestHandler(), upgrades: options.dev ? silent : null, close: () => app.close() };
}
