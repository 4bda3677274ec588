import { memo } from "react";
import type { VersionOutline } from "#lib/dna/versions";
import { plural } from "#lib/format";
import { toneColor, toneOf } from "../../ui/state.tsx";
import { NODE, type PlacedNode } from "./tree-layout.ts";
import { edgeText, endsOf, isOrphan, karmaText, nodeWords } from "./tree-words.ts";

interface TreeNodeProps {
  placed: PlacedNode;
  id: string;
  color: string;
  selected: boolean;
  compared: boolean;
  active: boolean;
  /** Zoomed out so far that what stands on the edges can't be read. */
  bare: boolean;
}

/** One version with the edge that leads to it: a box by who made it, filled from the left by its karma. */
export const TreeNode = memo(function TreeNode(props: TreeNodeProps) {
  const { placed, id, selected, compared, active, bare } = props;
  const { node, x, y } = placed;
  const words = nodeWords(placed);
  return (
    <g>
      <Edge placed={placed} bare={bare} />
      <g aria-hidden transform={`translate(${x} ${y})`}>
        {(selected || compared || active) && (
          <rect
            x={-3.5}
            y={-3.5}
            width={NODE.width + 7}
            height={NODE.height + 7}
            rx={9}
            fill="none"
            stroke="var(--color-accent)"
            strokeWidth={selected ? 2 : 1.25}
            strokeDasharray={selected ? undefined : compared ? "5 3" : "1 3"}
          />
        )}
        {node.kind === "run" ? <Run versions={node.versions} /> : <Box {...props} version={node.version} />}
      </g>
      {/* What is drawn is shorter than its name; so the name has an element of its own, over the drawing. */}
      <rect
        id={id}
        role="treeitem"
        aria-label={words}
        aria-selected={selected}
        data-node={node.id}
        data-tip={words}
        x={x}
        y={y}
        width={NODE.width}
        height={NODE.height}
        fill="transparent"
        className="cursor-pointer"
      />
    </g>
  );
});

const TEXT = { fontSize: 12, className: "figures", pointerEvents: "none" as const };

function Box({ version, color, placed }: TreeNodeProps & { version: VersionOutline }) {
  const { karma, scored, verdict } = version;
  const share = karma === null ? 0 : Math.min(1, Math.max(0, karma));
  const round = version.madeBy === "mutation" ? NODE.height / 2 : 4;
  const fell = verdict === "regressed";
  const branch = placed.edge?.branch === true;
  return (
    <>
      <rect
        width={NODE.width}
        height={NODE.height}
        rx={round}
        fill="var(--color-surface-2)"
        stroke={fell ? toneColor(toneOf("regressed")) : "var(--color-line-strong)"}
        strokeDasharray={scored === "none" ? "3 3" : undefined}
      />
      <text x={12} y={16} {...TEXT} fill="var(--color-strong)" fontWeight={500}>
        {branch ? "↩ " : ""}v{version.version}
      </text>
      <text
        x={NODE.width - 12}
        y={16}
        {...TEXT}
        textAnchor="end"
        fill={fell ? toneColor("warning") : "var(--color-normal)"}
      >
        {SIGN[verdict] ?? ""}
        {karmaText(karma)}
      </text>
      <rect x={12} y={24} width={NODE.width - 24} height={5} rx={1} fill="var(--color-grid)" />
      {scored !== "none" && (
        <rect
          x={12.5}
          y={24.5}
          width={Math.max(1, share * (NODE.width - 24) - 1)}
          height={4}
          rx={1}
          // A karma of its own is filled; its parent's is only outlined.
          fill={scored === "evaluated" ? color : "none"}
          stroke={color}
        />
      )}
    </>
  );
}

const SIGN: Partial<Record<VersionOutline["verdict"], string>> = { improved: "↑ ", regressed: "↓ " };

function Run({ versions }: { versions: readonly VersionOutline[] }) {
  const { first, last } = endsOf(versions);
  return (
    <>
      <rect
        width={NODE.width}
        height={NODE.height}
        rx={4}
        fill="var(--color-surface-1)"
        stroke="var(--color-line-strong)"
        strokeDasharray="2 3"
      />
      <text x={NODE.width / 2} y={16} {...TEXT} textAnchor="middle" fill="var(--color-normal)">
        {plural(versions.length, "version")}
      </text>
      <text x={NODE.width / 2} y={31} {...TEXT} textAnchor="middle" fill="var(--color-quiet)">
        v{first?.version}–{last?.version}
      </text>
    </>
  );
}

function Edge({ placed, bare }: { placed: PlacedNode; bare: boolean }) {
  const { node, x, y, from, edge } = placed;
  const middle = y + NODE.height / 2;
  if (!from) {
    // A parent that was never seen is told apart from a first version.
    if (!isOrphan(node, edge)) return null;
    return (
      <path d={`M${x - 28} ${middle}H${x}`} stroke="var(--color-stale)" strokeDasharray="2 3" fill="none" />
    );
  }
  const [startX, startY] = [from.x + NODE.width, from.y + NODE.height / 2];
  const bend = (startX + x) / 2;
  const path =
    startY === middle
      ? `M${startX} ${middle}H${x}`
      : `M${startX} ${startY}C${bend} ${startY} ${bend} ${middle} ${x} ${middle}`;
  const text = bare ? "" : edgeText(edge?.changed ?? null);
  return (
    <g pointerEvents="none">
      <path d={path} stroke="var(--color-line-strong)" fill="none" />
      {text && (
        <text
          x={x - 6}
          y={middle - 6}
          textAnchor="end"
          fontSize={11}
          fill="var(--color-quiet)"
          stroke="var(--color-surface-1)"
          strokeWidth={4}
          strokeLinejoin="round"
          paintOrder="stroke"
          className="font-mono"
        >
          {text}
        </text>
      )}
    </g>
  );
}
