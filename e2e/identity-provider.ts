import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./free-port.ts";

/** A real identity provider (OpenID Connect) in a process of its own. Its host is another than the server's: another site. */
export interface IdentityProvider {
  /** As the log-in page calls it. */
  name: string;
  /** The server's settings for it. */
  env: Record<string, string>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const port = await freePort();
  let stop = async (): Promise<void> => undefined;

  async function start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ["server/security/oidc/identity-provider.fixture.mjs", String(port)],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const killWithUs = () => child.kill("SIGKILL");
    process.on("exit", killWithUs);
    stop = async () => {
      process.off("exit", killWithUs);
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      stop = async () => undefined;
    };
    await once(child.stdout, "data");
  }

  await start();
  return {
    name: `localhost:${port}`,
    env: {
      OIDC_ISSUER: `http://localhost:${port}`,
      OIDC_CLIENT_ID: "brainwave",
      OIDC_CLIENT_SECRET: "a secret that is in no log",
    },
    start,
    stop: () => stop(),
  };
}
