import type { Principal } from "#lib/access/decide";
import type { State } from "#lib/fold";
import type { JsonText } from "#lib/http/api";
import type { DashboardPicture } from "#lib/live/api";
import type { Proof } from "#lib/telemetry/proof";
import type { LatestSample } from "#lib/telemetry/sample";

/** What the browser's pages begin with. */
export interface LiveService {
  /** The present, as a dashboard's socket would tell it first. */
  picture(who: Principal): JsonText<DashboardPicture>;
  /** The present, for pages that are drawn here, and below. */
  state(): State;
  samples(): ReadonlyMap<string, LatestSample>;
  proof(): Proof;
}
