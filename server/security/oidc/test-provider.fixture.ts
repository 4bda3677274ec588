import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OidcSettings } from "#server/config";
import { freePort } from "#server/free-port.fixture";

const PROGRAM = fileURLToPath(new URL("identity-provider.fixture.mjs", import.meta.url));

export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

/** A real identity provider in a process of its own, which can go away and come back. */
export async function startProvider() {
  const port = await freePort();
  let child: ChildProcess | null = null;
  const provider = {
    port,
    settings: {
      issuer: `http://localhost:${port}`,
      clientId: "brainwave",
      clientSecret: "a secret that is in no log",
      scopes: "openid profile email",
      roleClaim: "roles",
      roles: { viewer: ["brainwave-viewer"], operator: ["brainwave-operator"], admin: ["brainwave-admin"] },
    } satisfies OidcSettings,
    async start(): Promise<void> {
      const started = spawn(process.execPath, [PROGRAM, String(port)], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      child = started;
      await once(started.stdout, "data");
    },
    async stop(): Promise<void> {
      if (!child || child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
  await provider.start();
  return provider;
}

/** What a browser does between two sites: keeps each one's cookies and follows where it is sent. */
export function newBrowser() {
  const jar = new Map<string, Map<string, string>>();

  async function go(url: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(url);
    const cookies = jar.get(host) ?? new Map<string, string>();
    jar.set(host, cookies);
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }

  const whither = (answer: Response, from: string): string =>
    new URL(answer.headers.get("location") ?? "", from).href;

  /** Follows redirects until one leads to an address that begins so; that one is given, and not gone to. */
  async function until(start: string, url: string, form?: Record<string, string>): Promise<string> {
    let at = url;
    let answer = await go(at, form);
    for (let hops = 0; hops < 10; hops++) {
      const next = whither(answer, at);
      if (next.startsWith(start)) return next;
      at = next;
      answer = await go(at);
      if (answer.status === 200) throw new Error(`${at} leads nowhere`);
    }
    throw new Error(`never led to ${start}`);
  }

  return {
    go,
    whither,
    until,
    cookiesOf: (url: string) => jar.get(new URL(url).host) ?? new Map<string, string>(),
    /** Begins at Brainwave, says at the provider who one is; the callback's address, not gone to. */
    async toCallback(url: string, issuer: string, who: Record<string, string>, next = "/"): Promise<string> {
      const begun = await go(`${url}/api/access/oidc?next=${encodeURIComponent(next)}`);
      const interaction = await until(`${issuer}/interaction/`, whither(begun, url));
      return until(`${url}/`, interaction, who);
    },
  };
}
