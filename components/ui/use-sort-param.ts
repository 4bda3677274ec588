"use client";

import { useUrlParam } from "../ui/use-url-param.ts";
import { type Sorting, sortingOf } from "./sorting.ts";

/** A table's order, kept in the address. */
export function useSortParam<Order extends string>(
  orders: readonly Order[],
  first: Order,
): [Sorting<Order>, (sorting: Sorting<Order>) => void] {
  const [text, setText] = useUrlParam("sort");
  const choose = (next: Sorting<Order>) =>
    setText(next.order === first && !next.down ? null : `${next.down ? "-" : ""}${next.order}`);
  return [sortingOf(text, orders, first), choose];
}
