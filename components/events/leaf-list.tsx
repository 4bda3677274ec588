import { Columns3, Ellipsis, Filter, FilterX, type LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Clock } from "#components/ui/ago";
import { IconButton } from "#components/ui/button";
import { Json } from "#components/ui/json";
import { MISSING } from "#lib/format";
import { type LeafLine, termFor } from "./leaves.ts";

/** What can be done with a leaf: `term` as the filter language writes it. */
export interface LeafActions {
  onFilter: (term: string, isExcluded: boolean) => void;
  onColumn: (field: string) => void;
}

/** Lines of name and value, nested ones below their objects. */
export function LeafList({ lines, ...actions }: LeafActions & { lines: readonly LeafLine[] }) {
  if (lines.length === 0) return <p className="text-quiet">Empty</p>;
  return (
    <dl>
      {lines.map(({ key, label, depth, value, field, isBranch }) => (
        <Leaf key={key} name={<Label label={label} depth={depth} />} field={field} value={value} {...actions}>
          {isBranch ? null : <Value name={label} value={value} />}
        </Leaf>
      ))}
    </dl>
  );
}

interface LeafProps extends LeafActions {
  name: ReactNode;
  /** As the filter language writes it; null where it has no name there. */
  field: string | null;
  value: unknown;
  /** It can be a column of its own. */
  column?: boolean;
  children: ReactNode;
}

/** One line: what it is, its value, and what can be done with it. */
export function Leaf({ name, field, value, column = true, onFilter, onColumn, children }: LeafProps) {
  const own = termFor(field, value);
  // With a finger there is no hovering: a button opens what can be done.
  const [open, setOpen] = useState(false);
  return (
    <div
      data-open={open || undefined}
      className="group/leaf relative -mx-2 grid min-h-8 grid-cols-[minmax(7rem,34%)_1fr] items-center gap-x-3 rounded-control px-2 py-0.5 hover:bg-surface-2 pointer-coarse:min-h-11 pointer-coarse:pe-12"
    >
      <dt className="min-w-0 self-start py-1 pointer-coarse:self-center">{name}</dt>
      <dd className="min-w-0 break-words py-1 text-strong">
        {children}
        {own && field && (
          <>
            <IconButton
              icon={Ellipsis}
              label={`What to do with ${own}`}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              className="absolute! top-0 right-0 hidden! pointer-coarse:inline-flex!"
            />
            <span className="absolute top-0 right-0 flex rounded-control bg-surface-2 opacity-0 focus-within:opacity-100 group-hover/leaf:opacity-100 pointer-coarse:static pointer-coarse:-ms-3.5 pointer-coarse:hidden pointer-coarse:bg-transparent pointer-coarse:opacity-100 pointer-coarse:group-data-open/leaf:flex">
              <LeafButton icon={Filter} label={`Only ${own}`} onClick={() => onFilter(own, false)} />
              <LeafButton icon={FilterX} label={`Without ${own}`} onClick={() => onFilter(own, true)} />
              {column && (
                <LeafButton icon={Columns3} label={`${field} as a column`} onClick={() => onColumn(field)} />
              )}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}

function LeafButton({
  icon: Icon,
  label,
  onClick,
}: {
  icon: LucideIcon;
  label: string;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      onClick={onClick}
      className="grid size-8 place-items-center rounded-control text-quiet hover:bg-surface-3 hover:text-strong pointer-coarse:size-11"
    >
      <Icon aria-hidden size={13} />
    </button>
  );
}

function Label({ label, depth }: { label: string; depth: number }) {
  return (
    <span
      className="block break-all font-mono text-12 text-quiet leading-5"
      style={{ paddingInlineStart: `${depth}rem` }}
    >
      {label}
    </span>
  );
}

// The contract's times are Unix seconds in fields named so.
const isTime = (name: string, value: number): boolean => name.endsWith("_at") && value > 1e9 && value < 1e11;

function Value({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined)
    return (
      <span className="text-quiet">
        {MISSING}
        <span className="sr-only">no value</span>
      </span>
    );
  if (typeof value === "number") {
    if (isTime(name, value)) return <Clock at={value} full />;
    return <span className="figures">{String(value)}</span>;
  }
  if (typeof value === "object") {
    const size = Array.isArray(value) ? value.length : Object.keys(value).length;
    return size === 0 ? <span className="text-quiet">none</span> : <Json value={value} openLevels={1} />;
  }
  return value === "" ? <span className="text-quiet">empty text</span> : String(value);
}
