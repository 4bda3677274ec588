"use client";

import { useUrlParam } from "../ui/use-url-param.ts";
import type { Sorting } from "./table-parts.tsx";

/** A table's order, kept in the address: `battery`, or `-battery` the other way round. */
export function useSortParam<Order extends string>(
  orders: readonly Order[],
  first: Order,
): [Sorting<Order>, (sorting: Sorting<Order>) => void] {
  const [text, setText] = useUrlParam("sort");
  const down = text?.startsWith("-") ?? false;
  const order = orders.find((known) => known === text?.replace(/^-/, "")) ?? first;
  const choose = (next: Sorting<Order>) =>
    setText(next.order === first && !next.down ? null : `${next.down ? "-" : ""}${next.order}`);
  return [{ order, down }, choose];
}
