import { GetKarmaInfo } from "#lib/karma/api";
import { services } from "#server/services";
import { route } from "./route.ts";

/** For a test: it stands where its spec says it doesn't. */
export const GET = route(GetKarmaInfo, () => services().karma.info());
