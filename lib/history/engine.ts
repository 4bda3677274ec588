// What only a page that looks at the past needs, in one part.
export { capsulePast } from "./past-capsule.ts";
export { serverPast } from "./past-server.ts";
export { createReplay } from "./replay.ts";
