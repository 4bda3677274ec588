import { CreateSnapshot } from "#lib/dna/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const POST = route(CreateSnapshot, ({ body }) => services().dna.createSnapshot(body));
