"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { plural } from "#lib/format";

/** Children shown before "show more": one strange payload must not freeze the page. */
const SHOWN = 100;
const LONG_TEXT = 2_000;

/** Any JSON value, formatted, its objects and lists foldable. Everything is drawn as text. */
export function Json({ value, openLevels = 3 }: { value: unknown; openLevels?: number }) {
  return (
    <div className="overflow-x-auto rounded-control border border-line bg-surface-0 p-3 font-mono text-12 leading-5">
      <Node value={value} depth={0} openLevels={openLevels} />
    </div>
  );
}

interface NodeProps {
  name?: string;
  value: unknown;
  depth: number;
  openLevels: number;
}

function Node({ name, value, depth, openLevels }: NodeProps) {
  const [open, setOpen] = useState(depth < openLevels);
  const [shown, setShown] = useState(SHOWN);
  if (typeof value !== "object" || value === null) {
    return (
      <div className="ps-4">
        <Key name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  const list = Array.isArray(value);
  const entries = Object.entries(value);
  const size = plural(entries.length, list ? "item" : "key");
  const Chevron = open ? ChevronDown : ChevronRight;
  if (entries.length === 0) {
    return (
      <div className="ps-4">
        <Key name={name} />
        <span className="text-quiet">{list ? "[]" : "{}"}</span>
      </div>
    );
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ms-0.5 flex items-center text-start hover:text-strong"
      >
        <Chevron aria-hidden size={13} className="me-1 shrink-0 text-quiet" />
        <Key name={name} />
        <span className="text-quiet">{open ? (list ? "[" : "{") : size}</span>
      </button>
      {open && (
        <div className="ms-1.5 border-line border-s ps-1.5">
          {entries.slice(0, shown).map(([key, child]) => (
            <Node key={key} name={key} value={child} depth={depth + 1} openLevels={openLevels} />
          ))}
          {entries.length > shown && (
            <button
              type="button"
              onClick={() => setShown(shown + SHOWN)}
              className="ps-4 text-accent hover:underline"
            >
              Show {Math.min(SHOWN, entries.length - shown)} more of {entries.length}
            </button>
          )}
        </div>
      )}
      {open && <div className="ps-4 text-quiet">{list ? "]" : "}"}</div>}
    </div>
  );
}

function Key({ name }: { name: string | undefined }) {
  if (name === undefined) return null;
  return <span className="me-2 text-quiet">{name}:</span>;
}

function Leaf({ value }: { value: unknown }) {
  if (typeof value === "string") {
    const text =
      value.length > LONG_TEXT ? `${value.slice(0, LONG_TEXT)}… (${value.length} characters)` : value;
    return <span className="whitespace-pre-wrap break-words text-series-3">"{text}"</span>;
  }
  if (typeof value === "number") return <span className="figures text-series-1">{String(value)}</span>;
  return <span className="text-series-2">{String(value)}</span>;
}
