"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { rowStep } from "./row-steps.ts";
import { useSteadyOrder } from "./steady-order.ts";
import { type Column, HeadCell, Row, type Sorting, Spacer } from "./table-parts.tsx";
import { useCoarsePointer } from "./use-coarse-pointer.ts";

export type { Column, Sorting } from "./table-parts.tsx";

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
  /** A click on a row, or `Enter`; goes with `hrefOf`. */
  onOpen?: (item: T) => void;
  /** Where a row leads, so that it can be opened in a new tab. */
  hrefOf?: (item: T) => string;
  openKey?: string | null;
  className?: string;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
}

const HEAD_PX = 32;
const ROW_PX = 32;
const TOUCH_ROW_PX = 44;

/**
 * A table of any length: only the rows in sight exist, columns keep their width, and rows keep their place while
 * the pointer is over them. It takes the focus once; arrow keys, `j`, `k`, Home and End walk, `Enter` opens.
 */
export function VirtualTable<T, Order extends string>(props: VirtualTableProps<T, Order>) {
  const { label, items, keyOf, columns, compare, sorting, onOpen, hrefOf, openKey, className = "" } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState(false);
  const [active, setActive] = useState(openKey ?? null);
  const rowPx = useCoarsePointer() ? TOUCH_ROW_PX : ROW_PX;
  const stamp = `${sorting?.order} ${sorting?.down} ${props.filter}`;
  const rows = useSteadyOrder(items, { keyOf, compare, stamp, held });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => keyOf(rows[index] as T),
    overscan: 8,
    // The head scrolls with the rows' box and sticks to its top.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    useFlushSync: false,
  });
  const seen = virtual.getVirtualItems();
  const activeIndex = active === null ? -1 : rows.findIndex((item) => keyOf(item) === active);
  const activeSeen = seen.some(({ index }) => index === activeIndex);
  const above = (seen[0]?.start ?? HEAD_PX) - HEAD_PX;
  const below = virtual.getTotalSize() - ((seen.at(-1)?.end ?? HEAD_PX) - HEAD_PX);

  const showOpened = useEffectEvent(() => {
    const at = rows.findIndex((item) => keyOf(item) === openKey);
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  });
  // Once, for a link that came with something opened: later a list stays where a person scrolled it.
  useEffect(() => showOpened(), []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const to = rowStep(event.key, activeIndex, rows.length);
    const chosen = rows[activeIndex];
    if (event.key === "Enter" && chosen) onOpen?.(chosen);
    else if (to !== null && rows[to]) {
      setActive(keyOf(rows[to]));
      virtual.scrollToIndex(to);
    } else return;
    event.preventDefault();
  }

  // One listener for all rows.
  function onClick(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("tr[data-index]");
    const item = rows[Number(row?.dataset.index)];
    // A new tab is the browser's own matter; else the row opens in place.
    if (!row || !item || !onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(item);
  }

  return (
    <div
      ref={scroller}
      className={`relative overflow-y-auto overscroll-contain outline-accent -outline-offset-2 has-[table:focus-visible]:outline-2 ${className}`}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows the keys walk.
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
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
          {seen.map(({ index, key }) => {
            const item = rows[index] as T;
            return (
              <Row
                key={key}
                columns={columns}
                item={item}
                href={hrefOf?.(item)}
                id={`${id}-${index}`}
                index={index}
                height={rowPx}
                open={openKey === keyOf(item)}
                active={index === activeIndex}
              />
            );
          })}
          {below > 0 && <Spacer height={below} />}
        </tbody>
      </table>
      {rows.length === 0 && props.empty}
    </div>
  );
}
