import type { ServerProcess } from "../server-process.ts";

/** Somebody with every right, who logged in with a password. */
export interface Admin {
  cookie: string;
  makeToken(wish: {
    role: string;
    robots?: string;
    label?: string;
    expires_in?: string;
  }): Promise<{ token: string; keyId: string }>;
  revoke(keyId: string): Promise<void>;
}

export const PASSWORD = "nobody guesses this one";

/** Becomes the first admin of a server that runs with `ACCESS=on`, with the link that it printed. */
export async function becomeAdmin({ url, log }: Pick<ServerProcess, "url" | "log">): Promise<Admin> {
  const code = /\/setup#(\S+)/.exec(log())?.[1];
  const own = { "content-type": "application/json", origin: url };
  const made = await fetch(`${url}/api/access/setup`, {
    method: "POST",
    headers: own,
    body: JSON.stringify({ code, name: "ada", password: PASSWORD }),
  });
  const cookie = made.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const post = (path: string, body: object) =>
    fetch(url + path, { method: "POST", headers: { ...own, cookie }, body: JSON.stringify(body) });
  return {
    cookie,
    async makeToken(wish) {
      const answer = await post("/api/access/tokens", wish);
      const { token, key_id } = (await answer.json()) as { token?: string; key_id?: string };
      if (!token || !key_id) throw new Error(`No token was made: ${answer.status}`);
      return { token, keyId: key_id };
    },
    async revoke(keyId) {
      const answer = await post(`/api/access/tokens/${keyId}/revoke`, {});
      if (!answer.ok) throw new Error(`The token was not revoked: ${answer.status}`);
    },
  };
}
