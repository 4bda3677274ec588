import { GetAccount } from "#lib/access/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetAccount, (_input, asker) => services().access.account(asker));
