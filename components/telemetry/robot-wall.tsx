// biome-ignore-all lint/a11y/useSemanticElements: a wall of tiles is no table, but is walked like one.
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { formatNumber } from "#lib/format";
import { useWidth } from "../chart/use-width.ts";
import { linkTo } from "../shell/pages.ts";
import { type Grouping, useSteadyOrder } from "../ui/steady-order.ts";
import { useCoarsePointer } from "../ui/use-coarse-pointer.ts";
import { useFocusBack } from "../ui/use-focus-back.ts";
import { useHeights } from "../ui/use-heights.ts";
import { useLinesInSight } from "../ui/use-lines-in-sight.ts";
import { useWalkKeys } from "../ui/use-walk-keys.ts";
import type { FirstRobots } from "./first-robots.ts";
import { FirstTiles, firstHeight, LINES_KEPT, PAD_PX, useFirstTiles } from "./first-tiles.tsx";
import type { RobotRow } from "./robot-rows.ts";
import { areNamed, robotTile } from "./robot-tiles.ts";
import { WallFoot } from "./wall-foot.tsx";
import { type WallLine, wallLines, wallStep } from "./wall-lines.ts";
import { WallTile } from "./wall-tile.tsx";

interface RobotWallProps {
  rows: readonly RobotRow[];
  /** What the server drew, until there are rows. */
  first: FirstRobots | null;
  compare: (a: RobotRow, b: RobotRow) => number;
  grouping: Grouping<RobotRow> | null;
  /** Another one sorts at once. */
  filter: string;
  /** What was opened from it and is closed again: the keys go on from there. */
  cameFrom: string | null;
  onOpen: (id: string) => void;
  /** Instead of tiles when there are none. */
  empty: ReactNode;
}

// As the tiles' own classes say.
const TILE_PX = 32;
const TOUCH_TILE_PX = 44;
const NAMED_PX = 148;
const NAMED_HEIGHT_PX = 44;
const HEAD_PX = 32;

const keyOf = (row: RobotRow): string => row.id;

/**
 * One tile per robot, worst first: what is well is quiet, what isn't stands out by colour and shape. Pointing at a
 * tile, or walking to it with the arrow keys, tells all of it below; a click or `Enter` opens it.
 */
export function RobotWall(props: RobotWallProps) {
  const { rows, first, compare, grouping, filter, cameFrom, onOpen, empty } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const [box, width] = useWidth();
  const coarse = useCoarsePointer();
  const [held, setHeld] = useState(false);
  const [active, setActive] = useState(cameFrom);
  const [pointed, setPointed] = useState<string | null>(null);
  const order = useSteadyOrder(rows, { keyOf, compare, grouping, stamp: filter, held });
  const named = areNamed(first?.fitting ?? rows.length);
  const inside = Math.max(0, width - 2 * PAD_PX);
  const tilePx = coarse ? TOUCH_TILE_PX : TILE_PX;
  const perLine = Math.max(1, Math.floor(inside / (named ? NAMED_PX : tilePx)));
  const lines = useMemo(
    () => (inside > 0 ? wallLines(order.rows, order.groupOf, perLine) : []),
    [order.rows, order.groupOf, perLine, inside],
  );
  const kept = useFirstTiles(first, lines.length, LINES_KEPT * perLine);
  const inSight = useLinesInSight();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === "head" ? HEAD_PX : named ? NAMED_HEIGHT_PX : tilePx),
    overscan: 4,
    rangeExtractor: inSight.extract,
    paddingStart: PAD_PX,
    paddingEnd: PAD_PX,
    useFlushSync: false,
  });
  useHeights(virtual, lines);
  const activeAt = active === null ? -1 : order.rows.findIndex((row) => row.id === active);
  const told = pointed ?? active;
  const toldRow = told === null ? undefined : rows.find((row) => row.id === told);

  const lineOf = (tile: number) => lines.findLastIndex((line) => line.kind === "tiles" && line.at <= tile);
  useFocusBack(grid, cameFrom, lines.length > 0, () => virtual.scrollToIndex(Math.max(0, lineOf(activeAt))));

  useWalkKeys(grid);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const chosen = order.rows[activeAt];
    const to = wallStep(event.key, activeAt, order.rows.length, lines);
    if (event.key === "Enter" && chosen) onOpen(chosen.id);
    else if (event.key === "Escape" && chosen) setActive(null);
    else if (to !== null && order.rows[to]) {
      setActive(order.rows[to].id);
      setPointed(null);
      virtual.scrollToIndex(lineOf(to));
    } else return;
    event.preventDefault();
  }

  const tileOf = (target: EventTarget) => (target as Element).closest<HTMLElement>("[data-robot]");

  function onClick(event: MouseEvent): void {
    const robot = tileOf(event.target)?.dataset.robot;
    if (robot === undefined) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey)
      window.open(linkTo.robot(robot), "_blank", "noopener");
    else onOpen(robot);
  }

  function onPointerOver(event: PointerEvent): void {
    if (event.pointerType === "mouse") setPointed(tileOf(event.target)?.dataset.robot ?? null);
  }

  return (
    <>
      <div
        ref={scroller}
        className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain outline-accent -outline-offset-2 has-[[role=grid]:focus-visible]:outline-2"
      >
        <div ref={box}>
          <div
            ref={grid}
            role="grid"
            aria-label="Robots, worst first"
            aria-rowcount={first ? undefined : lines.length}
            aria-activedescendant={activeAt >= 0 ? `${id}-${activeAt}` : undefined}
            tabIndex={0}
            onKeyDown={onKeyDown}
            onPointerEnter={(event) => event.pointerType === "mouse" && setHeld(true)}
            onPointerLeave={() => {
              setHeld(false);
              setPointed(null);
            }}
            onPointerOver={onPointerOver}
            onClick={onClick}
            className="group/wall relative outline-none"
            style={first ? firstHeight(first) : { height: virtual.getTotalSize() }}
          >
            {kept && <FirstTiles {...kept} named={named} />}
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const line = lines[index];
              if (!line || (kept && index < LINES_KEPT)) return null;
              const here =
                line.kind === "tiles" && activeAt >= line.at && activeAt < line.at + line.items.length;
              return (
                <Line
                  key={inSight.keyOf(index)}
                  gridId={id}
                  line={line}
                  index={index}
                  named={named}
                  active={here ? activeAt : -1}
                  top={start}
                  height={size}
                />
              );
            })}
          </div>
        </div>
        {rows.length === 0 && empty}
      </div>
      <WallFoot row={toldRow} isFirst={first !== null} />
    </>
  );
}

interface LineProps {
  gridId: string;
  line: WallLine<RobotRow>;
  index: number;
  named: boolean;
  /** The tile that the keys have come to; -1 when it is elsewhere. */
  active: number;
  top: number;
  height: number;
}

function Line({ gridId, line, index, named, active, top, height }: LineProps) {
  // Moved, not placed: what is drawn of a line holds wherever it stands.
  const place = { transform: `translateY(${top}px)`, height, insetInline: PAD_PX };
  if (line.kind === "head")
    return (
      <div role="row" tabIndex={-1} aria-rowindex={index + 1} className="absolute top-0" style={place}>
        <div role="gridcell" tabIndex={-1} className="pt-2 font-medium text-12 text-normal">
          {line.name} <span className="figures font-normal text-quiet">{formatNumber(line.count)}</span>
        </div>
      </div>
    );
  return (
    <div role="row" tabIndex={-1} aria-rowindex={index + 1} className="absolute top-0 flex" style={place}>
      {line.items.map((row, at) => (
        <WallTile
          // biome-ignore lint/suspicious/noArrayIndexKey: when the order changes no tile moves, each tells of another robot.
          key={at}
          {...robotTile(row)}
          id={`${gridId}-${line.at + at}`}
          named={named}
          active={line.at + at === active}
        />
      ))}
    </div>
  );
}
