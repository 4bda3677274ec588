import { GetStreams } from "#lib/streams/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetStreams, () => services().streams.report());
