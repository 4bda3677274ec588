"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type ReactNode } from "react";
import { formatNumber } from "#lib/format";
import { useKeptHref } from "./link.tsx";
import type { Sorting } from "./sorting.ts";

export interface Column<T, Order extends string = string> {
  id: string;
  name: ReactNode;
  /** What the name means, on hover. */
  title?: string;
  /** Width and hiding, on every cell of the column: `w-24 max-md:hidden`. */
  className?: string;
  /** Right-aligned, in even figures. */
  number?: boolean;
  /** The order that a click on the name sorts by. */
  order?: Order;
  cell: (item: T) => ReactNode;
  /** Drawn at once as the first column is, the others a moment later while somebody scrolls fast. */
  early?: boolean;
}

interface HeadCellProps<T, Order extends string> {
  column: Column<T, Order>;
  sorting: Sorting<Order> | undefined;
  onSort: ((sorting: Sorting<Order>) => void) | undefined;
}

/** A column's name, and the button that sorts by it. */
export function HeadCell<T, Order extends string>({ column, sorting, onSort }: HeadCellProps<T, Order>) {
  const { name, title, className = "", number, order } = column;
  const sorted = order !== undefined && sorting?.order === order;
  const Arrow = sorting?.down ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      data-number={number || undefined}
      aria-sort={sorted ? (sorting.down ? "descending" : "ascending") : undefined}
      className={`sticky top-0 z-10 bg-surface-1 shadow-[inset_0_-1px_0_var(--color-line)] ${className}`}
    >
      {order === undefined || !onSort ? (
        <span data-tip={title}>{name}</span>
      ) : (
        <button
          type="button"
          data-tip={title}
          onClick={() => onSort({ order, down: sorted ? !sorting.down : false })}
          className={`inline-flex h-8 max-w-full items-center gap-1 hover:text-strong ${sorted ? "text-strong" : ""} ${number ? "flex-row-reverse" : ""}`}
        >
          <span className="truncate">{name}</span>
          <Arrow aria-hidden size={12} className={sorted ? "shrink-0" : "invisible shrink-0"} />
        </button>
      )}
    </th>
  );
}

interface RowProps<T> {
  columns: readonly Column<T>[];
  item: T;
  /** Where it leads; without it the row can't be opened. */
  href: string | undefined;
  id: string;
  index: number;
  /** Pixels, or a CSS length. */
  height: number | string;
  open: boolean;
  active: boolean;
  /** With all of its cells. */
  whole?: boolean;
  /** A line above it: what was looked for stands here. */
  marked?: boolean;
  className?: string | undefined;
}

/** One row; its first cell is a link. Drawn again only when something of it changed. */
export const Row = memo(function Row<T>({
  columns,
  item,
  href,
  id,
  index,
  height,
  open,
  active,
  whole = true,
  marked,
  className = "",
}: RowProps<T>) {
  const kept = useKeptHref();
  return (
    <tr
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={href === undefined ? undefined : open}
      data-active={active || undefined}
      data-marked={marked || undefined}
      className={`${className} data-marked:[&>td]:border-accent! data-marked:[&>td]:border-t! ${href === undefined ? "" : "cursor-pointer"} aria-selected:[&>td]:bg-accent/14 group-focus-visible/grid:data-active:not-aria-selected:[&>td]:bg-surface-2 group-focus-visible/grid:data-active:[&>td:first-child]:shadow-[inset_2px_0_0_var(--color-accent)]`}
      style={{ height }}
    >
      {columns.map((column, at) => (
        <td
          key={column.id}
          data-number={column.number || undefined}
          className={`overflow-hidden ${column.className ?? ""}`}
        >
          {at === 0 && href !== undefined ? (
            <a href={kept(href)} tabIndex={-1} className="flex min-w-0 items-center text-strong">
              {column.cell(item)}
            </a>
          ) : (
            (whole || at === 0 || column.early) && column.cell(item)
          )}
        </td>
      ))}
    </tr>
  );
}) as <T>(props: RowProps<T>) => ReactNode;

/** The head of the rows that belong together. */
export const GroupRow = ({ name, count, columns }: { name: string; count: number; columns: number }) => (
  <tr className="hover:[&>th]:bg-surface-2">
    <th scope="rowgroup" colSpan={columns} className="border-line! border-t! bg-surface-2">
      <span className="text-normal">{name}</span>{" "}
      <span className="figures font-normal">{formatNumber(count)}</span>
    </th>
  </tr>
);

/** The height of the rows that are out of sight. Hidden, so that the browser doesn't count its growing as things that move. */
export const Spacer = ({ height }: { height: number }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is a height, nothing in it takes the focus.
  <tr aria-hidden="true" className="invisible">
    <td className="border-0! p-0!" style={{ height }} />
  </tr>
);
