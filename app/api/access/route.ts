import { GetCredentials } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetCredentials, (_input, asker) => services().access.credentials(asker));
