"use client";

import { useMemo } from "react";
import { useUrlParam } from "../ui/use-url-param.ts";
import { type RobotFilter, robotFilter } from "./robot-filter.ts";

/** Which robots are wanted, kept in the address; what changes parts of it, and what clears it. */
export function useRobotFilter(): [RobotFilter, (part: Partial<RobotFilter>) => void, () => void] {
  const [state, setState] = useUrlParam("state");
  const [search, setSearch] = useUrlParam("q");
  const [low, setLow] = useUrlParam("low");
  const [hidden, setHidden] = useUrlParam("hidden");
  const filter = useMemo(
    () => robotFilter((name) => ({ state, q: search, low, hidden })[name]),
    [state, search, low, hidden],
  );
  const change = (part: Partial<RobotFilter>) => {
    if (part.state !== undefined) setState(part.state === "all" ? null : part.state);
    if (part.search !== undefined) setSearch(part.search || null);
    if (part.lowBattery !== undefined) setLow(part.lowBattery ? "1" : null);
    if (part.hidden !== undefined) setHidden(part.hidden ? "1" : null);
  };
  return [filter, change, () => change({ state: "all", search: "", lowBattery: false })];
}
