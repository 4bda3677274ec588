import { GetPicture } from "#lib/live/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetPicture, (_input, { who }) => services().live.picture(who));
