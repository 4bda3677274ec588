import { GetKarmaInfo } from "#lib/karma/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetKarmaInfo, () => services().karma.info());
