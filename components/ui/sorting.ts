/** A column, and whether the other way round. */
export interface Sorting<Order extends string> {
  order: Order;
  down: boolean;
}

/** A table's order as an address has it: `battery`, or `-battery` the other way round; `first` for anything else. */
export function sortingOf<Order extends string>(
  text: string | null | undefined,
  orders: readonly Order[],
  first: Order,
): Sorting<Order> {
  const order = orders.find((known) => known === text?.replace(/^-/, "")) ?? first;
  return { order, down: text?.startsWith("-") ?? false };
}
