"use client";

import dynamic from "next/dynamic";
import { memo, useState } from "react";
import type { VersionOutline } from "#lib/dna/versions";
import { colorOf } from "../../chart/colors.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PartBoundary } from "../../ui/part-boundary.tsx";

const load = () => import("./tree.tsx");
const Tree = dynamic(load, { ssr: false });

/** To be fetched before an agent is opened. */
export const TREE_PART = load;

const HEIGHT = 260;

interface TreePanelProps {
  agentId: string;
  versions: readonly VersionOutline[];
  selected: number | undefined;
  compared: number | undefined;
  onSelect: (version: number) => void;
}

const nothing: ReadonlySet<number> = new Set();

/** Which version came from which, with branches where somebody went back. */
export const TreePanel = memo(function TreePanel({
  agentId,
  versions,
  selected,
  compared,
  onSelect,
}: TreePanelProps) {
  const [opened, setOpened] = useState(nothing);
  return (
    <Panel
      title="Evolution tree"
      sub="Round: a mutation. Square: a snapshot. ↩: goes back. Drag to move, arrow keys to walk."
      actions={
        opened.size > 0 && (
          <Button kind="quiet" onClick={() => setOpened(nothing)}>
            Fold quiet runs
          </Button>
        )
      }
      flush
    >
      <div className="border-line border-t" style={{ minHeight: HEIGHT }}>
        <PartBoundary what="The tree">
          <Tree
            label={`Versions of ${agentId} and where each comes from`}
            versions={versions}
            color={colorOf(agentId)}
            selected={selected}
            compared={compared}
            opened={opened}
            onOpen={(run) => setOpened(new Set([...opened, ...run.map(({ version }) => version)]))}
            onSelect={onSelect}
            height={HEIGHT}
          />
        </PartBoundary>
      </div>
    </Panel>
  );
});
