// biome-ignore-all lint/a11y/useSemanticElements: a wall of tiles is no table, but is walked like one.
import { memo } from "react";
import { lookOf } from "#components/ui/state";
import type { RobotTile } from "./robot-tiles.ts";

interface WallTileProps extends RobotTile {
  id?: string;
  /** It has room for the robot's name and charge. */
  named: boolean;
  active?: boolean;
}

/**
 * One robot. It is drawn again only when something that it shows changed; its icon is CSS, because there are hundreds,
 * and so is its size, which depends on what points.
 */
export const WallTile = memo(function WallTile(props: WallTileProps) {
  const { id, robot, state, battery, charge, named, active } = props;
  const shownCharge = named && charge !== undefined ? `${charge} %` : null;
  // What is read out begins with what is seen.
  const seen = shownCharge === null ? robot : `${robot} ${shownCharge}`;
  return (
    <div
      role="gridcell"
      id={id}
      data-robot={robot}
      data-look={battery ?? state}
      data-active={active || undefined}
      data-named={named || undefined}
      tabIndex={-1}
      aria-label={`${seen}, ${lookOf(state).word}${battery ? `, battery ${battery}` : ""}`}
      className={`tile ${named ? "h-11 w-37" : "size-8 pointer-coarse:size-11"}`}
    >
      {named && (
        <>
          <span className="min-w-0 truncate font-mono text-12 text-strong">{robot}</span>
          {shownCharge !== null && (
            <>
              {" "}
              <span className="figures ms-auto shrink-0 text-12 text-normal">{shownCharge}</span>
            </>
          )}
        </>
      )}
    </div>
  );
});
