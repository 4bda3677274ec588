import { typeMatcher } from "../events/type-pattern.ts";

/** What people may be; each may do what the ones before it may. */
export const PERSON_ROLES = ["viewer", "operator", "admin"] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** What tokens may be: a robot's pushes as its own robot, and reads nothing. */
export const ROLES = [...PERSON_ROLES, "robot"] as const;
export type Role = (typeof ROLES)[number];

/** What a door asks for. `robot`: to speak for one robot. */
export type Need = "public" | Role;

/** Why a credential that was shown counts for nothing. */
export type Invalid = "unknown" | "expired" | "revoked";

/** Who asks. */
export type Principal =
  /** Access control is off: whoever reaches this machine's loopback may do everything. */
  | { kind: "everyone" }
  /** Without a credential (`invalid` is null), or with one that counts for nothing. */
  | { kind: "nobody"; invalid: Invalid | null }
  | { kind: "user"; name: string; role: PersonRole; sessionId: string }
  /** `robots` is the id, or the pattern with `*`, of the robots that a robot's token speaks for. */
  | { kind: "token"; id: string; role: Role; robots: string | null };

/** The name of whoever acts, where it is known; what they call themselves otherwise. */
export const actsAs = (who: Principal, said: string | undefined): string | undefined =>
  who.kind === "user" ? who.name : who.kind === "token" ? `token ${who.id}` : said;

export interface Action {
  needs: Need;
  /** Whom a robot's door is opened for. */
  robotId?: string;
}

export type Decision = "allowed" | "unauthorized" | "forbidden";

/** The one decision (reliability.md, D13): REST, Socket.IO, the plain WebSocket and the pages all ask here. */
export function decide(who: Principal, { needs, robotId }: Action): Decision {
  if (needs === "public" || who.kind === "everyone") return "allowed";
  if (who.kind === "nobody") return "unauthorized";
  if (who.role === "robot") return needs === "robot" && speaksFor(who, robotId) ? "allowed" : "forbidden";
  // Whoever may write events may write a robot's samples too.
  const least = needs === "robot" ? "operator" : needs;
  return PERSON_ROLES.indexOf(who.role) >= PERSON_ROLES.indexOf(least) ? "allowed" : "forbidden";
}

const speaksFor = (who: Principal, robotId: string | undefined): boolean =>
  who.kind === "token" && who.robots !== null && robotId !== undefined && typeMatcher(who.robots)(robotId);
