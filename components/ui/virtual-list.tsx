"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";

export interface VirtualListHandle {
  toTop(): void;
}

interface VirtualListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** One row's content; the row itself is drawn here. */
  row: (item: T, index: number) => ReactNode;
  rowClass?: string;
  rowHeight?: number;
  /** `Enter` or a click on a row. */
  onOpen?: (item: T) => void;
  /** Key of the row that is open elsewhere. */
  openKey?: string | null;
  /** False as soon as the list isn't scrolled to its top any more. */
  onTop?: (atTop: boolean) => void;
  /** The last rows come into sight. */
  onEnd?: () => void;
  /** Below the last row. */
  foot?: ReactNode;
  className?: string;
  ref?: Ref<VirtualListHandle>;
}

const TOP_PX = 4;
const NEAR_END_ROWS = 20;

/**
 * A list of any length: only the rows in sight exist. The list takes the focus once, then arrow keys, `j` and `k`,
 * Home and End walk its rows and `Enter` opens one.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, row, rowClass = "", rowHeight = 32, onOpen, openKey, onTop, onEnd, foot } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyOf(items[index] as T),
    overscan: 8,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height makes every place a new one.
  useEffect(() => {
    virtual.measure();
  }, [rowHeight]);
  useImperativeHandle(props.ref, () => ({ toTop: () => void scroller.current?.scrollTo({ top: 0 }) }), []);

  const activeIndex = active === null ? -1 : items.findIndex((item) => keyOf(item) === active);

  function onScroll(): void {
    const element = scroller.current;
    if (!element) return;
    onTop?.(element.scrollTop <= TOP_PX);
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (left < NEAR_END_ROWS * rowHeight) onEnd?.();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const to = stepOf(event.key, activeIndex, items.length);
    if (event.key === "Enter" && items[activeIndex]) onOpen?.(items[activeIndex]);
    else if (to !== null && items[to]) {
      setActive(keyOf(items[to]));
      virtual.scrollToIndex(to);
    } else return;
    event.preventDefault();
  }

  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      className={`relative overflow-y-auto overscroll-contain outline-offset-[-2px] has-focus-visible:outline-2 has-focus-visible:outline-accent ${props.className ?? ""}`}
    >
      <div
        role="listbox"
        aria-label={props.label}
        aria-activedescendant={activeIndex >= 0 ? rowId(props.label, activeIndex) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="relative w-full outline-none"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index] as T;
          const chosen = openKey === keyOf(item);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it has the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points at it.
            <div
              key={key}
              id={rowId(props.label, index)}
              role="option"
              aria-selected={chosen}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              data-active={index === activeIndex || undefined}
              onClick={onOpen && (() => onOpen(item))}
              className={`absolute inset-x-0 top-0 ${onOpen ? "cursor-pointer" : ""} hover:bg-surface-2 aria-selected:bg-accent/14 data-active:bg-surface-2 data-active:shadow-[inset_2px_0_0_var(--color-accent)] ${rowClass}`}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
            >
              {row(item, index)}
            </div>
          );
        })}
      </div>
      {foot}
    </div>
  );
}

const rowId = (label: string, index: number): string =>
  `${label.replace(/\W+/g, "-").toLowerCase()}-${index}`;

const PAGE_ROWS = 10;

function stepOf(key: string, at: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    j: at + 1,
    ArrowUp: at - 1,
    k: at - 1,
    PageDown: at + PAGE_ROWS,
    PageUp: at - PAGE_ROWS,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  return to === undefined ? null : Math.min(Math.max(0, to), count - 1);
}
