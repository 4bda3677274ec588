import { createClientOf } from "./client.ts";

/** Doors at which nobody is asked, for tests of what lies behind them. */
export const everyone = {
  access: { permit: async () => ({ kind: "everyone" as const }), hold: () => () => undefined },
  clientOf: createClientOf([]),
};
