"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { usePreferences } from "#components/ui/preferences-provider";
import type { StoredEvent } from "#lib/events/envelope";
import type { StreamId } from "#lib/stream-id";
import { isShortcut } from "../shell/use-shortcuts.ts";
import { rowStep } from "../ui/row-steps.ts";
import { type Column, HeadCell, Row, Spacer } from "../ui/table-parts.tsx";
import type { Side } from "./pages.ts";

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
    getItemKey: (index) => rows[index]?.stream_id ?? index,
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

  // One listener for all rows.
  function onClick(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("tr[data-index]");
    const item = rows[Number(row?.dataset.index)];
    // A new tab is the browser's own matter; else the row opens in place.
    if (!row || !item || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setActive(item.stream_id);
    onOpen(item);
  }

  useWalkFromAnywhere(table);

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
        <tbody onClick={onClick}>
          {above > 0 && <Spacer height={above} />}
          {seen.map(({ index, key }) => {
            const item = rows[index] as StoredEvent;
            return (
              <Row
                key={key}
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

interface Stillness {
  rows: readonly StoredEvent[];
  rowPx: number;
  follow: boolean;
  markedId: StreamId | null;
}

/** Keeps the rows that one looks at where they are on the screen, whatever comes or goes above them. */
function useStillness(
  scroller: RefObject<HTMLDivElement | null>,
  { rows, rowPx, follow, markedId }: Stillness,
) {
  const anchor = useRef<{ id: StreamId; offset: number } | null>(null);
  const shown = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const note = () => {
      anchor.current = rowAt(shown.current, element.scrollTop, rowPx);
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => element.removeEventListener("scroll", note);
  }, [scroller, rowPx]);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = rows;
    const element = scroller.current;
    if (!element) return;
    if (follow) {
      anchor.current = null;
      return;
    }
    // What was looked for comes to rest a third from the top, as soon as there is something above it.
    anchor.current ??= markedId
      ? { id: markedId, offset: -element.clientHeight / 3 }
      : rowAt(before, element.scrollTop, rowPx);
    if (!anchor.current) return;
    const { id, offset } = anchor.current;
    const index = rows.findIndex(({ stream_id }) => stream_id === id);
    if (index < 0) return;
    const top = Math.max(0, index * rowPx + offset);
    if (Math.abs(top - element.scrollTop) >= 1) element.scrollTop = top;
  }, [rows, rowPx, follow, markedId, scroller]);
}

function rowAt(rows: readonly StoredEvent[], scrollTop: number, rowPx: number) {
  const index = Math.floor(scrollTop / rowPx);
  const row = rows[index];
  return row ? { id: row.stream_id, offset: scrollTop - index * rowPx } : null;
}

/** `j` and `k` go into the table from wherever they are pressed. */
function useWalkFromAnywhere(table: RefObject<HTMLTableElement | null>) {
  const { keys } = usePreferences();
  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: globalThis.KeyboardEvent): void {
      if ((event.key !== "j" && event.key !== "k") || !isShortcut(event)) return;
      if (table.current?.contains(document.activeElement)) return;
      event.preventDefault();
      table.current?.focus({ preventScroll: true });
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [keys, table]);
}
