import type { Span } from "./syntax.ts";

/** Why a text is no filter; caught where the reading of it began. */
export class Problem extends Error {
  readonly from: number;
  readonly to: number;
  constructor(message: string, { from, to }: Span) {
    super(message);
    this.from = from;
    this.to = to;
  }
}
