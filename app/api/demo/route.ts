import { GetDemo, SetDemo } from "#lib/demo/api";
import { route } from "#server/http/route";
import { services } from "#server/services";

export const GET = route(GetDemo, () => ({ running: services().demo.running() }));
export const POST = route(SetDemo, async ({ body }) => {
  if (body.running) services().demo.start();
  else await services().demo.stop();
  return { running: services().demo.running() };
});
