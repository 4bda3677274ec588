import { InTurn } from "#components/ui/in-turn";
import { AlertsTile } from "./alerts-tile.tsx";
import { EvolutionTile } from "./evolution-tile.tsx";
import { JobTile } from "./job-tile.tsx";
import { RobotsTile } from "./robots-tile.tsx";
import { TileSkeleton } from "./tile.tsx";

const GRID = "grid grid-cols-2 gap-2 sm:gap-3 xl:grid-cols-4";

const TILES = [
  { href: "/robots", title: "Robots", Tile: RobotsTile },
  { href: "/job", title: "Aggregation job", Tile: JobTile },
  { href: "/evolution", title: "Evolution", Tile: EvolutionTile },
  { href: "/alerts", title: "Alerts", Tile: AlertsTile },
] as const;

/** The four answers, each of which looks at its own part of the state. */
export const Tiles = () => (
  <div className={GRID}>
    {TILES.map(({ Tile, ...head }) => (
      <InTurn key={head.href} meanwhile={<TileSkeleton {...head} />}>
        <Tile {...head} />
      </InTurn>
    ))}
  </div>
);

export const TilesSkeleton = () => (
  <div className={GRID}>
    {TILES.map(({ Tile: _, ...head }) => (
      <TileSkeleton key={head.href} {...head} />
    ))}
  </div>
);
