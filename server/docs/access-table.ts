import { globSync } from "node:fs";
import { type Action, decide, type Need, type Principal, type Role } from "#lib/access/decide";
import { DASHBOARD_NEEDS, PAGE_NEEDS, PUBLIC_PAGES, ROBOT_NEEDS } from "#lib/access/doors";
import { ROUTES } from "./routes.ts";

/** Everybody who may stand before a door, by the column's name. Robot A is the one whose door it is. */
export const VISITORS: Readonly<Record<string, Principal>> = {
  none: { kind: "nobody", invalid: null },
  viewer: token("viewer"),
  operator: token("operator"),
  admin: token("admin"),
  "robot A": token("robot", "robot_a"),
  "robot B": token("robot", "robot_b"),
  expired: { kind: "nobody", invalid: "expired" },
  revoked: { kind: "nobody", invalid: "revoked" },
};

export interface Door {
  /** As a person reads it. */
  name: string;
  kind: "route" | "page" | "dashboard" | "robot";
  action: Action;
}

/** Every route, page and socket event there is. */
export function everyDoor(): Door[] {
  const routes = Object.values(ROUTES).map(({ method, path, needs }) =>
    door("route", `${method} ${path}`, needs),
  );
  const pages = globSync("app/**/page.tsx").map((file) => {
    const path = `/${file.split("/").slice(1, -1).join("/")}`;
    return door("page", path, PUBLIC_PAGES.includes(path) ? "public" : PAGE_NEEDS);
  });
  return [
    ...routes.sort(byName),
    ...pages.sort(byName),
    ...Object.entries(DASHBOARD_NEEDS).map(([event, needs]) =>
      door("dashboard", `/dashboard ${event}`, needs),
    ),
    ...Object.entries(ROBOT_NEEDS).map(([event, needs]) => door("robot", `/robots ${event}`, needs)),
    door("robot", "WS /api/telemetry/ws/{robot_id}", ROBOT_NEEDS.connect),
  ];
}

/** Who is let in where, as Markdown. */
export function accessTable(): string {
  const names = Object.keys(VISITORS);
  const lines = everyDoor().map(({ kind, name, action }) => {
    const cells = Object.values(VISITORS).map((who) => WORDS[decide(who, action)]);
    return `| ${KINDS[kind]} | \`${name}\` | ${cells.join(" | ")} |`;
  });
  return [`| | door | ${names.join(" | ")} |`, `|---|---|${names.map(() => "---|").join("")}`, ...lines].join(
    "\n",
  );
}

const WORDS = { allowed: "yes", unauthorized: "401", forbidden: "403" };
const KINDS: Record<Door["kind"], string> = {
  route: "HTTP",
  page: "page",
  dashboard: "Socket.IO",
  robot: "robot",
};

function door(kind: Door["kind"], name: string, needs: Need): Door {
  return { kind, name, action: kind === "robot" ? { needs, robotId: "robot_a" } : { needs } };
}

function token(role: Role, robots: string | null = null): Principal {
  return { kind: "token", id: role, role, robots };
}

const pathOf = ({ name }: Door): string => name.slice(name.indexOf("/"));
const byName = (a: Door, b: Door): number =>
  pathOf(a).localeCompare(pathOf(b)) || a.name.localeCompare(b.name);
