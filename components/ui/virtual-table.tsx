"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { linesOf } from "./grouped-lines.ts";
import { rowStep } from "./row-steps.ts";
import type { Sorting } from "./sorting.ts";
import { type Grouping, useSteadyOrder } from "./steady-order.ts";
import { type Column, GroupRow, HeadCell, Row, Spacer } from "./table-parts.tsx";
import { useCoarsePointer } from "./use-coarse-pointer.ts";
import { useFocusBack } from "./use-focus-back.ts";
import { useHeights } from "./use-heights.ts";
import { useLinesInSight } from "./use-lines-in-sight.ts";
import { useWalkKeys } from "./use-walk-keys.ts";

export type { Column } from "./table-parts.tsx";

interface VirtualTableProps<T, Order extends string> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  columns: readonly Column<T, Order>[];
  compare: (a: T, b: T) => number;
  sorting?: Sorting<Order>;
  onSort?: (sorting: Sorting<Order>) => void;
  /** Another one sorts at once: the filter and the search. */
  filter?: string;
  /** Rows that belong together stand under a head of their own. */
  grouping?: Grouping<T> | null;
  /** A click on a row, or `Enter`; goes with `hrefOf`. */
  onOpen?: (item: T) => void;
  /** Where a row leads, so that it can be opened in a new tab. */
  hrefOf?: (item: T) => string;
  openKey?: string | null;
  /** What was opened from it and is closed again: the keys go on from there. */
  cameFrom?: string | null;
  /** What is opened elsewhere on the page is brought into sight; else only what a link came with. */
  followsOpen?: boolean;
  /** These are only the first few, until all are here: what is opened is brought into sight among those. */
  standIn?: boolean;
  /** Height of a row where it isn't the usual one. */
  rowPx?: number | undefined;
  className?: string;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
}

const HEAD_PX = 32;
// As --row-height in the style sheet, which knows the pointer before any code does.
const ROW_PX = 32;
const TOUCH_ROW_PX = 44;
const OVERSCAN = 8;
const FIRST_RECT = { width: 0, height: 800 };

const ROWS_PER_FRAME = 10;
const ARRIVALS = ["arrive-1", "arrive-2", "arrive-3"];
/** The frame in which a row comes that the server drew; what is around the table comes before. */
const arrival = (index: number): string | undefined =>
  ARRIVALS[Math.min(Math.floor(index / ROWS_PER_FRAME), ARRIVALS.length - 1)];

/**
 * A table of any length: only the rows in sight exist, columns keep their width, and rows keep their place while
 * the pointer is over them. It takes the focus once; arrow keys, `j`, `k`, Home and End walk, `Enter` opens.
 */
export function VirtualTable<T, Order extends string>(props: VirtualTableProps<T, Order>) {
  const { label, items, keyOf, columns, compare, sorting, onOpen, hrefOf, openKey, className = "" } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [held, setHeld] = useState(false);
  const [active, setActive] = useState(openKey ?? props.cameFrom ?? null);
  const usualPx = useCoarsePointer() ? TOUCH_ROW_PX : ROW_PX;
  const rowPx = props.rowPx ?? usualPx;
  const stamp = `${sorting?.order} ${sorting?.down} ${props.filter}`;
  const { rows, groupOf } = useSteadyOrder(items, { keyOf, compare, grouping: props.grouping, stamp, held });
  const lines = useMemo(() => linesOf(rows, groupOf), [rows, groupOf]);
  const inSight = useLinesInSight();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === "head" ? HEAD_PX : rowPx),
    overscan: OVERSCAN,
    rangeExtractor: inSight.extract,
    // The head scrolls with the rows' box and sticks to its top.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    useFlushSync: false,
    // Until it is measured, and on the server: what fits a usual screen.
    initialRect: FIRST_RECT,
  });
  useHeights(virtual, lines);
  const seen = virtual.getVirtualItems();
  const whole = inSight.whole();
  const lineOf = (key: string | null | undefined) =>
    key === null || key === undefined
      ? -1
      : lines.findIndex((line) => line.kind === "row" && keyOf(line.item) === key);
  const activeIndex = lineOf(active);
  const activeSeen = seen.some(({ index }) => index === activeIndex);
  const above = (seen[0]?.start ?? HEAD_PX) - HEAD_PX;
  const total = virtual.getTotalSize();
  const below = total - ((seen.at(-1)?.end ?? HEAD_PX) - HEAD_PX);

  const showOpened = useEffectEvent(() => {
    const at = lineOf(openKey);
    // One that is in sight already is left alone: asking the browser where it is would lay out the page.
    if (at < 0 || virtual.getOffsetForIndex(at)?.[0] === virtual.scrollOffset) return;
    virtual.scrollToIndex(at, { align: "auto" });
    // The browser would tell of it a frame later, and the row would come yet another one after that.
    scroller.current?.dispatchEvent(new Event("scroll"));
  });
  // Otherwise a list stays where a person scrolled it.
  const followed = props.followsOpen ? openKey : null;
  const isThere = props.standIn !== true && lineOf(openKey) >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one was opened, or it has come.
  useLayoutEffect(() => showOpened(), [followed, isThere]);

  useFocusBack(table, props.cameFrom, true, () => {
    setActive(props.cameFrom ?? null);
    virtual.scrollToIndex(Math.max(0, lineOf(props.cameFrom)));
  });

  useWalkKeys(table);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const chosen = lines[activeIndex];
    const to = rowStep(event.key, chosen?.kind === "row" ? chosen.at : -1, rows.length);
    if (event.key === "Enter" && chosen?.kind === "row") onOpen?.(chosen.item);
    else if (to !== null && rows[to]) {
      setActive(keyOf(rows[to]));
      virtual.scrollToIndex(lineOf(keyOf(rows[to])));
    } else return;
    event.preventDefault();
  }

  // One listener for all rows.
  function onClick(event: MouseEvent): void {
    const pressed = event.target as Element;
    // What a cell offers is not the row's.
    const row = pressed.closest("button") ? null : pressed.closest<HTMLElement>("tr[data-index]");
    const line = lines[Number(row?.dataset.index)];
    // A new tab is the browser's own matter; else the row opens in place.
    if (!row || line?.kind !== "row" || !onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(line.item);
  }

  return (
    <div
      ref={scroller}
      className={`relative overflow-y-auto overscroll-contain outline-accent -outline-offset-2 has-[table:focus-visible]:outline-2 ${className}`}
    >
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows the keys walk.
        role="grid"
        aria-label={label}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={activeSeen ? `${id}-${activeIndex}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group/grid table-plain table-fixed outline-none"
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorting={sorting} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keys. */}
        <tbody
          onPointerEnter={(event) => event.pointerType === "mouse" && setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onClick={onClick}
        >
          {above > 0 && <Spacer height={above} />}
          {/* By their places: when the order changes the rows stay where they are, and tell of another item. */}
          {seen.map(({ index }) => {
            const line = lines[index];
            if (!line) return null;
            if (line.kind === "head")
              return <GroupRow key={index} name={line.name} count={line.count} columns={columns.length} />;
            const { item } = line;
            return (
              <Row
                key={index}
                columns={columns}
                item={item}
                href={hrefOf?.(item)}
                id={`${id}-${index}`}
                index={index}
                height={props.rowPx ?? "var(--row-height)"}
                open={openKey === keyOf(item)}
                whole={whole}
                className={props.standIn ? arrival(index) : undefined}
                active={index === activeIndex}
              />
            );
          })}
          {below > 0 && <Spacer height={below} />}
        </tbody>
      </table>
      {/* The room of the rows that are yet to arrive, so that the bar beside them is there from the first. */}
      {props.standIn && (
        <div aria-hidden className="absolute top-0 w-px" style={{ height: HEAD_PX + total }} />
      )}
      {rows.length === 0 && props.empty}
    </div>
  );
}
