import { GetSnapshot } from "#lib/dna/api-insights";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetSnapshot, ({ params }) => services().dna.snapshot(params.snapshot_id));
