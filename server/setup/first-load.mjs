import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What a page's first picture may wait for, gzipped. */
const FIRST_LOAD_KIB = 250;
/** The one that answers whether anything is wrong may wait for less. */
const LESS = new Map([["/", 220]]);

/**
 * Those that load more than they may, each with its limit.
 * @param {{ route: string, kib: number }[]} loads
 */
export const tooHeavy = (loads) =>
  loads
    .map((load) => ({ ...load, limit: LESS.get(load.route) ?? FIRST_LOAD_KIB }))
    .filter(({ kib, limit }) => kib > limit);

/**
 * What each route of a build loads before it works, heaviest first.
 * @param {string} root the project's folder @param {string} dist the build's, inside it
 * @returns {{ route: string, kib: number }[]} gzipped
 */
export function firstLoads(root, dist) {
  /** @type {{ route: string, firstLoadChunkPaths: string[] }[]} */
  const routes = JSON.parse(readFileSync(join(root, dist, "diagnostics", "route-bundle-stats.json"), "utf8"));
  /** @type {Map<string, number>} */
  const weighed = new Map();
  const bytesOf = (/** @type {string} */ path) => {
    const known = weighed.get(path) ?? gzipSync(readFileSync(join(root, path))).length;
    weighed.set(path, known);
    return known;
  };
  return routes
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      kib: Math.ceil(firstLoadChunkPaths.reduce((sum, path) => sum + bytesOf(path), 0) / 1024),
    }))
    .sort((a, b) => b.kib - a.kib);
}
