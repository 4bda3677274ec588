"use client";

import { BatteryLow, ChartSpline, EyeOff, Grid2x2, Plug, Table2 } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Select } from "#components/ui/form";
import { Link } from "#components/ui/link";
import { formatNumber } from "#lib/format";
import type { RobotsLook } from "../ui/preferences.ts";
import { SearchInput } from "../ui/search-input.tsx";
import { useNarrow } from "../ui/use-narrow.ts";
import type { RobotCounts, RobotFilter } from "./robot-filter.ts";
import { GROUPINGS, type GroupingName } from "./robot-groups.ts";

interface RobotToolbarProps {
  filter: RobotFilter;
  onFilter: (part: Partial<RobotFilter>) => void;
  counts: RobotCounts;
  shown: number;
  grouping: GroupingName;
  onGrouping: (name: GroupingName) => void;
  look: RobotsLook;
  onLook: (look: RobotsLook) => void;
  /** What there is to know of all rows. */
  note: string | null;
}

const GROUPING_WORDS: Record<GroupingName, string> = {
  none: "No groups",
  state: "By state",
  name: "By name",
  battery: "By battery",
};

/** Which robots, in which groups, as what. */
export function RobotToolbar(props: RobotToolbarProps) {
  const { filter, onFilter, counts, shown, grouping, onGrouping, look, onLook, note } = props;
  const narrow = useNarrow();
  const of = filter.hidden ? counts.hidden : counts.known;
  return (
    <div className="border-line border-b">
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <SearchInput
          label="Find robots"
          placeholder={narrow ? "Find robots" : "Find robots, such as amr_*7"}
          value={filter.search}
          onChange={(search) => onFilter({ search })}
        />
        <Toggle
          icon={<BatteryLow aria-hidden size={15} />}
          pressed={filter.lowBattery}
          count={counts.lowBattery}
          tip="Connected robots with a battery below 20 %"
          onPress={() => onFilter({ lowBattery: !filter.lowBattery })}
        >
          Low battery
        </Toggle>
        {(counts.hidden > 0 || filter.hidden) && (
          <Toggle
            icon={<EyeOff aria-hidden size={15} />}
            pressed={filter.hidden}
            count={counts.hidden}
            tip="Robots that an operator has hidden until they return"
            onPress={() => onFilter({ hidden: !filter.hidden })}
          >
            Hidden
          </Toggle>
        )}
        <Select
          aria-label="Groups"
          value={grouping}
          onChange={({ target }) => onGrouping(target.value as GroupingName)}
          className="w-32! max-sm:hidden"
        >
          {GROUPINGS.map((name) => (
            <option key={name} value={name}>
              {GROUPING_WORDS[name]}
            </option>
          ))}
        </Select>
        <p role="status" className="figures text-12 text-quiet max-sm:sr-only">
          {shown < of && `${formatNumber(shown)} of ${formatNumber(of)}`}
        </p>
        <div className="ms-auto flex items-center gap-2">
          <Segmented<RobotsLook>
            label="Show as"
            options={[
              { value: "table", label: <Table2 aria-hidden size={15} />, title: "Table" },
              { value: "tiles", label: <Grid2x2 aria-hidden size={15} />, title: "Tiles, one per robot" },
            ]}
            value={look}
            onChange={onLook}
          />
          <Link
            href="/robots/fleet"
            className={buttonClass()}
            data-tip="All robots as one: bands and outliers"
          >
            <ChartSpline aria-hidden size={15} />
            <span className="max-sm:sr-only">Fleet view</span>
          </Link>
          <Link href="/robots/connect" className={buttonClass()}>
            <Plug aria-hidden size={15} />
            <span className="max-sm:sr-only">Connect a robot</span>
          </Link>
        </div>
      </div>
      {note && <p className="border-line border-t px-3 py-1.5 text-12 text-quiet">{note}</p>}
    </div>
  );
}

interface ToggleProps {
  icon: ReactNode;
  pressed: boolean;
  count: number;
  tip: string;
  onPress: () => void;
  children: string;
}

const Toggle = ({ icon, pressed, count, tip, onPress, children }: ToggleProps) => (
  <button
    type="button"
    aria-pressed={pressed}
    data-tip={tip}
    onClick={onPress}
    className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-control border border-line px-2.5 text-12 text-quiet hover:text-strong aria-pressed:border-line-strong aria-pressed:bg-surface-3 aria-pressed:text-strong pointer-coarse:h-11"
  >
    {icon}
    <span className="max-sm:sr-only">{children}</span>
    <span className="figures text-normal">{formatNumber(count)}</span>
  </button>
);
