import { parseArgs } from "node:util";
import { TokenRequest } from "#lib/access/api";
import { durationSeconds } from "#lib/access/token";
import { toIso } from "#lib/time";
import { argumentsBy, badArguments } from "#server/command";
import { BY_COMMAND, runAccessCommand } from "./command.ts";

const USAGE =
  'npm run token -- --role viewer|operator|admin|robot [--robot "robot_*"] [--expires 30d] [--label text], or npm run token -- --revoke KEY_ID';

/** Where the command names a field otherwise than the API. */
const FLAGS: Record<string, string> = { robots: "robot", expires_in: "expires" };

await runAccessCommand(async (access) => {
  const values = argumentsBy(USAGE, argumentsOf);
  if (values.revoke !== undefined) {
    const { role } = await access.tokens.revoke(values.revoke, BY_COMMAND);
    return `Token ${values.revoke} (${role}) is revoked.`;
  }
  const request = TokenRequest.safeParse({
    role: values.role,
    robots: values.robot,
    label: values.label,
    expires_in: values.expires,
  });
  if (!request.success) throw badArguments(wordsOf(request.error.issues), USAGE);
  const { role, robots, label, expires_in } = request.data;
  const seconds = expires_in === undefined ? null : durationSeconds(expires_in);
  const expiresAt = seconds === null ? null : access.now() + seconds;
  const wanted = { role, robots: robots ?? null, label: label ?? null, expiresAt };
  const { id, token } = await access.tokens.create(wanted, BY_COMMAND);
  const whom = robots === undefined ? "" : ` for ${robots}`;
  const until = expiresAt === null ? "until it is revoked" : `until ${toIso(expiresAt)}`;
  const noUser =
    access.directory.users().size > 0
      ? ""
      : `\nThere is no user yet, and from now on the pages ask for one: npm run user -- --name you --role admin`;
  // The token on a line of its own, for scripts; what is said of it goes elsewhere.
  process.stderr.write(`Token ${id}: ${role}${whom}, ${until}. It is told now and never again.${noUser}\n`);
  return token;
});

function argumentsOf(args: string[]) {
  const text = { type: "string" } as const;
  return parseArgs({ args, options: { role: text, robot: text, expires: text, label: text, revoke: text } })
    .values;
}

function wordsOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .map(({ path, message }) => `--${FLAGS[String(path[0])] ?? String(path[0])} ${message}`)
    .join("\n");
}
