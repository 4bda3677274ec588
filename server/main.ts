import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, isAppError } from "#lib/errors";
import { finishRestore } from "./backup/restore.ts";
import { compose } from "./compose.ts";
import { type Config, loadEnvFile, readConfig } from "./config.ts";
import { endOn } from "./ending.ts";
import { dispatchUpgrades } from "./gateway/upgrades.ts";
import { createApi } from "./http/api.ts";
import { watchConnections } from "./http/connections.ts";
import { createRequestListener } from "./http/listener.ts";
import { createPages } from "./http/pages.ts";
import { createHttpServer } from "./http/server.ts";
import { createLogger } from "./log.ts";
import { createPageDoor } from "./security/page-door.ts";
import { lockDataDir } from "./store/lock.ts";
import { VERSION } from "./version.ts";

/** So long may a client take to answer the good-bye. */
const GOOD_BYE_MS = 2_000;

await main().catch((error: unknown) => {
  // What a person can mend is said in a sentence; anything else is a defect and keeps its stack.
  const text = isAppError(error) ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});

/** Reads the settings, builds everything, listens, and closes in reverse order when asked to. */
async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig();
  const dev = process.argv.includes("--dev");
  const logger = createLogger(config.logLevel);
  const lock = lockDataDir(config.dataDir);
  finishRestore(config.dataDir);

  const server = createHttpServer(config.tls);
  const connections = watchConnections(server);
  const url = () => urlOf(config, server);
  const brainwave = await compose({ config, logger, server, version: VERSION, ownUrl: url });
  const pages = await createPages({ dev, hostname: config.host, port: config.port });
  const api = await createApi({ clientOf: brainwave.clientOf });
  const { originCheck, robotWebSockets, access, clientOf, accepting } = brainwave;
  const pageDoor = createPageDoor(access, clientOf, dev);
  server.on("request", createRequestListener({ api, pages, originCheck, pageDoor, accepting, dev }));
  dispatchUpgrades({
    server,
    nextServer: pages.upgrades,
    originCheck,
    accepting,
    robots: robotWebSockets,
  });

  async function close(noticeMs: number): Promise<void> {
    brainwave.leave();
    await wait(noticeMs);
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection that was busy just now is idle a moment later, and would keep everything waiting for its time-out.
    const letGo = setInterval(() => server.closeIdleConnections(), 100);
    const cutOff = setTimeout(connections.destroyAll, GOOD_BYE_MS);
    await brainwave.close();
    server.closeAllConnections();
    await closed;
    clearInterval(letGo);
    clearTimeout(cutOff);
    await pages.close();
    lock.release();
  }
  endOn({ logger, close, noticeMs: config.stopNoticeSeconds * 1000, failed: brainwave.failed });

  await listen(server, config);
  logger.info(
    { url: url(), store: config.redisUrl ? "redis" : "sqlite", bootId: brainwave.bootId },
    "listening",
  );
  // Logs are for machines; whoever started it by hand wants the address.
  if (process.stdout.isTTY) process.stdout.write(`\nBrainwave ${VERSION} is ready at ${url()}\n\n`);
  const code = brainwave.setupCode();
  // Never in the log. Behind the #, so that no proxy on the way logs it either.
  if (code)
    process.stderr.write(
      `\nNo user yet. Make the first admin here, once and within an hour:\n${url()}/setup#${code}\n\n`,
    );
  if (process.argv.includes("--demo")) brainwave.demo.start();
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const told = listenProblem(error.code, host, port);
      reject(told === null ? error : new AppError("conflict", told, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function listenProblem(code: string | undefined, host: string, port: number): string | null {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is taken: stop what uses it, or set PORT to another one`;
    case "EACCES":
      return `Port ${port} may not be opened by this user: set PORT to one above 1023`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST ${host} is no address of this machine: set it to one, or to 127.0.0.1`;
    default:
      return null;
  }
}

/** As this machine reaches it. */
function urlOf({ host, port, tls }: Config, server: Server): string {
  const actual = (server.address() as AddressInfo | null)?.port ?? port;
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `${tls ? "https" : "http"}://${reached.includes(":") ? `[${reached}]` : reached}:${actual}`;
}
