import { ExportEvents } from "#lib/history/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(ExportEvents, ({ query }) => services().history.export(query));
