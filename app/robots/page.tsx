import type { Metadata } from "next";
import { Robots } from "#components/telemetry/robots";
import { toSeconds } from "#lib/time";
import { services } from "#server/services";
import { firstRobots } from "../../components/telemetry/first-robots.ts";
import { robotFilter } from "../../components/telemetry/robot-filter.ts";
import { ROBOT_ORDERS } from "../../components/telemetry/robot-rows.ts";
import { type PageParams, readParams } from "../../components/ui/page-params.ts";
import { readPreferences } from "../../components/ui/read-preferences.ts";
import { sortingOf } from "../../components/ui/sorting.ts";

export const metadata: Metadata = { title: "Robots" };

export default async function RobotsPage({ searchParams }: { searchParams: PageParams }) {
  const param = await readParams(searchParams);
  // A past moment is brought by the page's own code, groups tell how many there are of each, and who needs attention is
  // found among all: they wait for all.
  if (["at", "group", "needs"].some((name) => param(name) !== null)) return <Robots first={null} />;
  const asked = {
    openId: param("robot"),
    filter: robotFilter(param),
    ...sortingOf(param("sort"), ROBOT_ORDERS, "state"),
    look: param("look"),
    preferred: (await readPreferences()).robotsLook,
  };
  const { live } = services();
  const { robots } = live.state().telemetry;
  const known = { robots, samples: live.samples(), proof: live.proof() };
  return <Robots first={firstRobots(known, asked, toSeconds(Date.now()))} />;
}
