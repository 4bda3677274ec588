import { randomBytes } from "node:crypto";
import { text as readText } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { AnyUserName, NewPassword, UserName } from "#lib/access/api";
import { PERSON_ROLES } from "#lib/access/decide";
import { argumentsBy, badArguments } from "#server/command";
import { BY_COMMAND, runAccessCommand } from "./command.ts";

const USAGE =
  "npm run user -- --name ada [--role viewer|operator|admin] [--reset | --remove] [--password-stdin]";

await runAccessCommand(async ({ users }) => {
  const { values, name } = argumentsBy(USAGE, argumentsOf);
  if (values.remove) {
    await users.remove(name, BY_COMMAND);
    return `User ${name} is removed.`;
  }
  const given = values["password-stdin"] ? (await readText(process.stdin)).replace(/\r?\n$/, "") : null;
  const password = given ?? randomBytes(15).toString("base64url");
  const fit = NewPassword.safeParse(password);
  if (!fit.success) throw badArguments(`The password ${fit.error.issues[0]?.message}`, USAGE);
  if (values.reset) await users.update(name, { password }, BY_COMMAND);
  else {
    const role = PERSON_ROLES.find((one) => one === (values.role ?? "viewer"));
    if (!role) throw badArguments(`--role must be one of ${PERSON_ROLES.join(", ")}`, USAGE);
    await users.create(name, { role, password }, BY_COMMAND);
  }
  const done = values.reset ? `User ${name} has a new password.` : `User ${name} is there.`;
  return given === null ? `${done} The password, told now and never again:\n${password}` : done;
});

function argumentsOf(args: string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { name: text, role: text, reset: flag, remove: flag, "password-stdin": flag };
  const { values } = parseArgs({ args, options });
  const name = (values.remove ? AnyUserName : UserName).safeParse(values.name);
  if (!name.success) throw new Error("--name must be 1 to 64 letters, digits, dots, hyphens or underscores");
  return { values, name: name.data };
}
