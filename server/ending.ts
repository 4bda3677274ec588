import type { Logger } from "./log.ts";

/** A stop that was asked for takes at most so long; a fatal error less (reliability.md, S06 and D17). */
const STOP_WITHIN_MS = 9_500;
const FATAL_WITHIN_MS = 5_000;

export interface EndingOptions {
  logger: Logger;
  /** Says that it isn't ready any more, and closes everything when that was to be seen for so long. */
  close(noticeMs: number): Promise<void>;
  /** How long before an end that was asked for. */
  noticeMs: number;
  /** Rejects when a part that must not end has ended. */
  failed: Promise<void>;
}

/** Ends the process in order on SIGTERM, SIGINT and SIGHUP with 0, and on a fatal error with 1. */
export function endOn({ logger, close, noticeMs, failed }: EndingOptions): void {
  let ending = false;

  function end(code: number, withinMs: number, afterMs: number): void {
    if (ending) return;
    ending = true;
    setTimeout(() => {
      logger.error({ withinMs }, "closing took too long: ended as it is");
      process.exit(code || 1);
    }, withinMs + afterMs).unref();
    close(afterMs).then(
      () => process.exit(code),
      (error: unknown) => {
        logger.error({ err: error }, "closing failed");
        process.exit(1);
      },
    );
  }

  function fatal(error: unknown): void {
    logger.error({ err: error }, "fatal error: the process ends");
    end(1, FATAL_WITHIN_MS, 0);
  }

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.on(signal, () => {
      logger.info({ signal }, "stopping");
      end(0, STOP_WITHIN_MS, noticeMs);
    });
  // Next's own handlers keep a broken process alive: ours replace them.
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
  process.on("uncaughtException", fatal);
  process.on("unhandledRejection", fatal);
  failed.catch(fatal);
}
