// biome-ignore-all lint/a11y/useSemanticElements: a wall of tiles is no table, but is walked like one.
import { startTransition, useEffect, useState } from "react";
import type { FirstRobots } from "./first-robots.ts";
import type { RobotTile } from "./robot-tiles.ts";
import { WallTile } from "./wall-tile.tsx";

/** Around all tiles of a wall. */
export const PAD_PX = 12;

/** How many lines of the server's tiles are kept a moment longer. */
export const LINES_KEPT = 9;
const KEPT_MS = 20;

interface ShownTiles {
  tiles: readonly RobotTile[];
  inFrames: boolean;
}

/**
 * The tiles that the server drew. Once the wall has lines, `count` of them stay while the lines below are drawn: a screen
 * of lines painted in one go would stop the page.
 */
export function useFirstTiles(first: FirstRobots | null, lines: number, count: number): ShownTiles | null {
  const [last, setLast] = useState(first);
  const over = first === null && last !== null;
  useEffect(() => {
    if (!over) return;
    const timer = setTimeout(() => startTransition(() => setLast(null)), KEPT_MS);
    return () => clearTimeout(timer);
  }, [over]);
  const shown = first ?? last;
  if (!shown || (over && (lines <= LINES_KEPT || shown.tiles.length < count))) return null;
  return { tiles: over ? shown.tiles.slice(0, count) : shown.tiles, inFrames: hasMore(shown) };
}

const hasMore = ({ tiles, fitting }: FirstRobots) => tiles.length < fitting;

/** Where there are more than a screen holds its bar shows from the first, or the tiles would make room for it later. */
export const firstHeight = (first: FirstRobots) => (hasMore(first) ? { minHeight: "100dvh" } : undefined);

interface FirstTilesProps extends ShownTiles {
  named: boolean;
}

/** Before it is known how many fit beside each other, which the browser knows by itself. */
export const FirstTiles = ({ tiles, named, inFrames }: FirstTilesProps) => (
  <div role="row" tabIndex={-1} className="flex flex-wrap" style={{ padding: PAD_PX }}>
    {FRAMES.map(({ from, to, arrives }) => (
      <div key={from} role="presentation" className={`contents ${inFrames ? arrives : ""}`}>
        {tiles.slice(from, to).map((tile) => (
          <WallTile key={tile.robot} {...tile} named={named} />
        ))}
      </div>
    ))}
  </div>
);

/** The first lines come with the page around them. All come at once where no bar is beside them: they might bring it. */
const FRAMES = [
  { from: 0, to: 80, arrives: "" },
  { from: 80, to: 280, arrives: "arrive-1" },
  { from: 280, to: 500, arrives: "arrive-2" },
  { from: 500, to: undefined, arrives: "arrive-3" },
];
