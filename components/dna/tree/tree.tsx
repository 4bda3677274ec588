"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { treeOf } from "#lib/dna/lineage";
import type { VersionOutline } from "#lib/dna/versions";
import { useWidth } from "../../chart/use-width.ts";
import { IconButton } from "../../ui/button.tsx";
import { layoutTree, NODE, stepInTree } from "./tree-layout.ts";
import { TreeNode } from "./tree-node.tsx";
import { usePanZoom } from "./use-pan-zoom.ts";
import { ownView, showing, wholeView, windowOf, zoomed } from "./view-box.ts";

interface TreeProps {
  label: string;
  versions: readonly VersionOutline[];
  color: string;
  selected: number | undefined;
  compared: number | undefined;
  /** Versions of runs that were opened: a selection among them must not fold the others again. */
  opened: ReadonlySet<number>;
  onOpen: (versions: readonly VersionOutline[]) => void;
  onSelect: (version: number) => void;
  height?: number;
}

const ZOOM_STEP = 1.3;
const BARE_BELOW = 0.6;

/** The lineage, from left to right: drawn only where it is seen, to be dragged, zoomed, and walked by the arrow keys. */
export default function Tree({ height = 300, ...props }: TreeProps) {
  const { versions, selected, compared, opened } = props;
  const id = useId();
  const [box, width] = useWidth();
  const usual = useMemo(() => layoutTree(treeOf(versions, { keep: opened })), [versions, opened]);
  const layout = useMemo(() => {
    const looked = [selected, compared].filter((one) => one !== undefined);
    const folded = looked.filter((one) => !usual.byId.has(nodeIdOf(one)));
    if (folded.length === 0) return usual;
    return layoutTree(treeOf(versions, { keep: new Set([...opened, ...folded]) }));
  }, [usual, versions, selected, compared, opened]);
  const window = useMemo(() => ({ width: Math.max(1, width), height }), [width, height]);
  const selectedId = selected === undefined ? null : nodeIdOf(selected);
  const own = useMemo(() => {
    const focus = layout.byId.get(selectedId ?? "") ?? layout.placed.at(-1);
    return ownView(layout, window, focus ? { x: focus.x, y: focus.y, ...NODE } : null);
  }, [layout, window, selectedId]);
  const { moved, move, handlers, hasDragged } = usePanZoom(box, own);
  const view = moved ?? own;
  const [activeId, setActive] = useState<string | null>(null);
  const active = layout.byId.has(activeId ?? "") ? activeId : selectedId;
  const { left, right, top, bottom } = windowOf(view, window);
  const seen = useMemo(
    () =>
      layout.placed.filter(
        ({ x, y }) => x + NODE.width > left && x < right && y + NODE.height > top && y < bottom,
      ),
    [layout, left, right, top, bottom],
  );

  function bringIntoSight(nodeId: string | null): void {
    const placed = nodeId === null ? undefined : layout.byId.get(nodeId);
    if (!placed || width === 0) return;
    const next = showing(view, window, { x: placed.x, y: placed.y, ...NODE });
    if (next.x !== view.x || next.y !== view.y) move(next);
  }

  // What was selected elsewhere on the page is brought into sight; a view that was moved by hand stays otherwise.
  const lastSelected = useRef(selectedId);
  useEffect(() => {
    if (lastSelected.current === selectedId) return;
    lastSelected.current = selectedId;
    setActive(null);
    bringIntoSight(selectedId);
  });

  function choose(nodeId: string): void {
    const node = layout.byId.get(nodeId)?.node;
    if (node?.kind === "run") {
      props.onOpen(node.versions);
      setActive(nodeIdOf(node.versions[0].version));
    } else if (node) props.onSelect(node.version.version);
  }

  function onClick(event: MouseEvent): void {
    const node = (event.target as Element).closest<SVGElement>("[data-node]")?.dataset.node;
    if (node !== undefined && !hasDragged()) choose(node);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const center = { x: window.width / 2, y: window.height / 2 };
    const from = active ?? layout.placed.at(-1)?.node.id ?? "";
    const to = stepInTree(layout, from, event.key);
    if (to !== null) {
      setActive(to);
      bringIntoSight(to);
    } else if (event.key === "Enter" || event.key === " ") choose(from);
    else if (event.key === "+") move(zoomed(view, ZOOM_STEP, center));
    else if (event.key === "-") move(zoomed(view, 1 / ZOOM_STEP, center));
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const center = { x: window.width / 2, y: window.height / 2 };
  return (
    <div className="relative">
      <div
        ref={box}
        role="tree"
        aria-label={props.label}
        aria-activedescendant={
          active !== null && seen.some(({ node }) => node.id === active) ? `${id}-${active}` : undefined
        }
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...handlers}
        className="group/tree cursor-grab touch-pan-y select-none overflow-hidden outline-accent -outline-offset-2 focus-visible:outline-2 active:cursor-grabbing"
        style={{ height }}
      >
        {width > 0 && (
          <svg width={width} height={height} role="none">
            <g transform={`scale(${view.zoom}) translate(${-view.x} ${-view.y})`}>
              {seen.map((placed) => (
                <TreeNode
                  key={placed.node.id}
                  id={`${id}-${placed.node.id}`}
                  placed={placed}
                  color={props.color}
                  selected={placed.node.id === selectedId}
                  compared={compared !== undefined && placed.node.id === nodeIdOf(compared)}
                  active={placed.node.id === activeId}
                  bare={view.zoom < BARE_BELOW}
                />
              ))}
            </g>
          </svg>
        )}
      </div>
      <div className="absolute end-1 bottom-1 flex rounded-control border border-line bg-surface-1">
        <IconButton icon={Minus} label="Zoom out" onClick={() => move(zoomed(view, 1 / ZOOM_STEP, center))} />
        <IconButton icon={Plus} label="Zoom in" onClick={() => move(zoomed(view, ZOOM_STEP, center))} />
        <IconButton icon={Maximize} label="Show all" onClick={() => move(wholeView(layout, window))} />
      </div>
    </div>
  );
}

const nodeIdOf = (version: number): string => `v-${version}`;
