"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { StoredEvent } from "#lib/events/envelope";
import type { StreamId } from "#lib/stream-id";
import { rowStep } from "../ui/row-steps.ts";
import { type Column, HeadCell, Row, Spacer } from "../ui/table-parts.tsx";
import { useWalkKeys } from "../ui/use-walk-keys.ts";
import type { Side } from "./pages.ts";
import { useStillness } from "./use-stillness.ts";

export interface EventTableHandle {
  toTop(): void;
}

interface EventTableProps {
  label: string;
  rows: readonly StoredEvent[];
  columns: readonly Column<StoredEvent>[];
  rowPx: number;
  /** Without a visible head, where the rows have one column. */
  headless: boolean;
  /** In rem: narrower than this it is scrolled sideways. */
  minWidth: number;
  onOpen: (event: StoredEvent) => void;
  hrefOf: (event: StoredEvent) => string;
  openId: StreamId | null;
  /** New rows at the top push the others down; else what is looked at stays where it is. */
  follow: boolean;
  /** What was looked for stands at this row: it begins in sight, with a line above it. */
  markedId?: StreamId | null;
  onTop?: (atTop: boolean) => void;
  /** The last rows of a side are in sight, or nearly. */
  onNear: (side: Side) => void;
  /** Below the last row. */
  foot: ReactNode;
  ref?: Ref<EventTableHandle>;
}

const HEAD_PX = 32;
const TOP_PX = 4;
const NEAR_ROWS = 20;
const DRAGGED_PX = 6;

/** Events, one row each, of which only those in sight exist. It takes the focus once; the keys walk, `Enter` opens. */
export function EventTable(props: EventTableProps) {
  const { label, rows, columns, rowPx, headless, onOpen, hrefOf, openId, follow, markedId = null } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<StreamId | null>(openId);
  const headPx = headless ? 0 : HEAD_PX;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    // The head scrolls with the rows' box and sticks to its top.
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height makes every place a new one.
  useEffect(() => virtual.measure(), [rowPx, headPx]);
  useImperativeHandle(props.ref, () => ({ toTop: () => void scroller.current?.scrollTo({ top: 0 }) }), []);
  useStillness(scroller, { rows, rowPx, follow, markedId });

  const seen = virtual.getVirtualItems();
  const activeIndex = active === null ? -1 : rows.findIndex(({ stream_id }) => stream_id === active);
  const activeSeen = seen.some(({ index }) => index === activeIndex);
  const above = (seen[0]?.start ?? headPx) - headPx;
  const below = virtual.getTotalSize() - ((seen.at(-1)?.end ?? headPx) - headPx);

  const look = useEffectEvent(() => {
    const element = scroller.current;
    if (!element) return;
    const nearPx = NEAR_ROWS * rowPx;
    if (element.scrollTop < nearPx) props.onNear("above");
    if (element.scrollHeight - element.scrollTop - element.clientHeight < nearPx) props.onNear("below");
  });
  // Also without a scroll: the first rows may not fill the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the change.
  useEffect(() => look(), [rows]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const to = rowStep(event.key, activeIndex, rows.length);
    const chosen = rows[activeIndex];
    const next = to === null ? undefined : rows[to];
    if (event.key === "Enter" && chosen) onOpen(chosen);
    else if (next && to !== null) {
      setActive(next.stream_id);
      virtual.scrollToIndex(to);
      // What is open follows: one reads through them with a single key.
      if (openId !== null) onOpen(next);
    } else return;
    event.preventDefault();
  }

  // Live rows move while a finger is down: the one that was meant is the one that was under it then.
  const pressed = useRef<{ item: StoredEvent | undefined; x: number; y: number } | null>(null);
  const rowUnder = ({ target }: { target: EventTarget }): StoredEvent | undefined =>
    rows[Number((target as Element).closest<HTMLElement>("tr[data-index]")?.dataset.index)];

  // One listener for all rows.
  function onClick(event: MouseEvent): void {
    const { item = rowUnder(event), x, y } = pressed.current ?? { x: event.clientX, y: event.clientY };
    pressed.current = null;
    // That was a text being selected.
    if (Math.hypot(event.clientX - x, event.clientY - y) > DRAGGED_PX) return;
    // A new tab is the browser's own matter; else the row opens in place.
    if (!item || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setActive(item.stream_id);
    onOpen(item);
  }

  useWalkKeys(table);

  return (
    <div
      ref={scroller}
      onScroll={() => {
        props.onTop?.((scroller.current?.scrollTop ?? 0) <= TOP_PX);
        look();
      }}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain outline-accent -outline-offset-2 [overflow-anchor:none] has-[table:focus-visible]:outline-2"
    >
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows the keys walk.
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={activeSeen ? `${id}-${activeIndex}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group/grid table-plain table-fixed outline-none"
        style={headless ? undefined : { minWidth: `${props.minWidth}rem` }}
      >
        <thead className={headless ? "sr-only" : ""}>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorting={undefined} onSort={undefined} />
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keys. */}
        <tbody
          onPointerDown={(event) => {
            pressed.current = { item: rowUnder(event), x: event.clientX, y: event.clientY };
          }}
          onClick={onClick}
        >
          {above > 0 && <Spacer height={above} />}
          {/* By their places: new events change what the rows tell, and move none of them. */}
          {seen.map(({ index }) => {
            const item = rows[index];
            if (!item) return null;
            return (
              <Row
                key={index}
                columns={columns}
                item={item}
                href={hrefOf(item)}
                id={`${id}-${index}`}
                index={index}
                height={rowPx}
                open={openId === item.stream_id}
                active={index === activeIndex}
                marked={markedId === item.stream_id}
              />
            );
          })}
          {below > 0 && <Spacer height={below} />}
        </tbody>
      </table>
      {props.foot}
    </div>
  );
}
