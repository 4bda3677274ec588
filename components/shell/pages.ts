import {
  BellRing,
  Bot,
  CalendarClock,
  Dna,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
} from "lucide-react";
import { quoted } from "../../lib/query/text.ts";

export interface Page {
  href: string;
  label: string;
  /** What the page answers, below its title in the help. */
  about: string;
  /** Second key after `g`. */
  key: string;
  Icon: LucideIcon;
}

export const PAGES: readonly Page[] = [
  { href: "/", label: "Overview", about: "Is anything wrong right now", key: "o", Icon: LayoutDashboard },
  { href: "/evolution", label: "Evolution", about: "Agents, their DNA and karma", key: "a", Icon: Dna },
  { href: "/job", label: "Job", about: "The aggregation job and its runs", key: "j", Icon: CalendarClock },
  { href: "/robots", label: "Robots", about: "Who is there and how they do", key: "r", Icon: Bot },
  { href: "/events", label: "Events", about: "Everything, as it happens", key: "e", Icon: ScrollText },
  { href: "/alerts", label: "Alerts", about: "What fires when, and what it tells", key: "l", Icon: BellRing },
];

/** Reached from the account, not from the list of pages. */
export const ACCESS_PAGE: Page = {
  href: "/access",
  label: "Access",
  about: "Users, tokens and sessions",
  key: "",
  Icon: KeyRound,
};

/** The page that a path belongs to. */
export const pageOf = (path: string): Page | undefined =>
  [...PAGES, ACCESS_PAGE].find(({ href }) => href === path) ??
  PAGES.find(({ href }) => href !== "/" && path.startsWith(`${href}/`));

/** Links to one thing. The page reads the same parameter. */
export const linkTo = {
  agent: (agentId: string) => `/evolution?agent=${encodeURIComponent(agentId)}`,
  robot: (robotId: string) => `/robots?robot=${encodeURIComponent(robotId)}`,
  connect: (robotId: string) => `/robots/connect?robot=${encodeURIComponent(robotId)}`,
  /** Those of a line of the overview's list of what needs attention. */
  agentsNeeding: (key: string) => `/evolution?needs=${encodeURIComponent(key)}`,
  sourcesNeeding: (key: string) => `/alerts?needs=${encodeURIComponent(key)}`,
  robotsNeeding: (key: string) => `/robots?needs=${encodeURIComponent(key)}`,
  job: (jobId: string) => `/job?job=${encodeURIComponent(jobId)}`,
  run: (runId: string) => `/job?run=${encodeURIComponent(runId)}`,
  event: (streamId: string) => `/events?event=${encodeURIComponent(streamId)}`,
  /** In quotes: an id may hold anything, and a star in it is a star. */
  robotEvents: (robotId: string) => `/events?query=${encodeURIComponent(`robot:${quoted(robotId)}`)}`,
  events: (type: string) => `/events?query=${encodeURIComponent(`type:${type}`)}`,
};
