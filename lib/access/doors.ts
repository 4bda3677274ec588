import type { DashboardToServer } from "../live/protocol.ts";
import type { Need } from "./decide.ts";

/** What a dashboard's socket must be to connect, and to send each of its events. */
export const DASHBOARD_NEEDS: Readonly<Record<"connect" | keyof DashboardToServer, Need>> = {
  connect: "viewer",
  resume: "viewer",
  samples: "viewer",
  got: "viewer",
  echo: "viewer",
  watch: "viewer",
  trends: "viewer",
};

/** A robot's, on both of its doors, for its own id. */
export const ROBOT_NEEDS: Readonly<Record<"connect" | "telemetry", Need>> = {
  connect: "robot",
  telemetry: "robot",
};

/** Pages that are there before anybody has logged in. */
export const PUBLIC_PAGES: readonly string[] = ["/login", "/setup"];

/** What every other page asks for: what may be done on it is decided by the routes that it calls. */
export const PAGE_NEEDS: Need = "viewer";
