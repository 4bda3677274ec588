import { GetOpenApi } from "#lib/health/api";
import { openApiDocument } from "#server/docs/openapi";
import { route } from "#server/http/route";

export const GET = route(GetOpenApi, () => openApiDocument());
