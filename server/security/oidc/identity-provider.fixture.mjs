// A real identity provider (OpenID Connect certified) on this machine, as a program of its own:
//   node identity-provider.fixture.mjs PORT
// Whoever types a name is that person; the name says which roles it has: anna-brainwave-admin is an admin here.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const port = Number(process.argv[2]);
// Another name than Brainwave's, so that a browser takes them for two sites.
const issuer = `http://localhost:${port}`;

const claimsOf = (sub) => ({
  sub,
  preferred_username: sub.split("-")[0],
  roles: sub.includes("-") ? [sub.slice(sub.indexOf("-") + 1)] : [],
});

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "brainwave",
      client_secret: "a secret that is in no log",
      // Of a native client any port of the loopback counts: Brainwave's isn't known yet.
      application_type: "native",
      redirect_uris: ["http://127.0.0.1/api/access/oidc/callback"],
    },
  ],
  claims: { openid: ["sub"], profile: ["preferred_username", "roles"] },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => claimsOf(sub) }),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  // Who says a name agrees to all of it.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({
      accountId: oidc.session.accountId,
      clientId: oidc.client.clientId,
    });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
  ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
});

const FORM = `<!doctype html>
<html lang="en"><head><title>Identity provider</title><link rel="icon" href="data:,"></head><body>
<form method="post"><label>Who are you? <input name="login" autofocus></label> <button>Go on</button></form>
<form method="post"><button name="abort" value="1">Never mind</button></form>
</body></html>`;

const answer = provider.callback();
createServer(async (request, response) => {
  if (!request.url?.startsWith("/interaction/")) return answer(request, response);
  if (request.method === "GET") return response.setHeader("Content-Type", "text/html").end(FORM);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const result = form.has("abort")
    ? { error: "access_denied", error_description: "End-User aborted interaction" }
    : { login: { accountId: form.get("login") }, consent: {} };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}).listen(port, "127.0.0.1", () => process.stdout.write(`ready at ${issuer}\n`));
