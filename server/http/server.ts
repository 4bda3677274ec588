import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { AppError, messageOf } from "#lib/errors";
import type { Config } from "#server/config";

/**
 * Who sends slowly holds a connection for so long. Node looks only every 30 s by itself, and so would let a head of 10 s
 * take 40.
 */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };

/** A server that listens nowhere yet. Throws "invalid" for a certificate that can't be used. */
export function createHttpServer(tls: Config["tls"]): Server {
  if (!tls) return createServer(LIMITS);
  try {
    return createTlsServer({ ...LIMITS, cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) });
  } catch (error) {
    throw new AppError("invalid", `TLS_CERT_FILE and TLS_KEY_FILE can't be used: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
