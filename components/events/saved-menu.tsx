"use client";

import { Bookmark, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Input } from "#components/ui/form";
import { Popup } from "#components/ui/popup";
import { BUILT_IN, type SavedFilter, withoutSaved, withSaved } from "./saved-filters.ts";
import { useFilterShelf } from "./use-filter-shelf.ts";

interface SavedMenuProps {
  query: string;
  onApply: (query: string) => void;
}

/** Filters that are kept: one's own, those of last time, and those that everybody needs. */
export function SavedMenu({ query, onApply }: SavedMenuProps) {
  return (
    <Popup
      label={<span className="max-sm:sr-only">Filters</span>}
      title="Saved filters"
      icon={Bookmark}
      align="end"
      className="w-96"
    >
      {(close) => (
        <Shelf
          query={query}
          onApply={(next) => {
            onApply(next);
            close();
          }}
        />
      )}
    </Popup>
  );
}

function Shelf({ query, onApply }: SavedMenuProps) {
  const [{ saved, recent }, change] = useFilterShelf();
  const [name, setName] = useState("");
  const known = [...saved, ...BUILT_IN].find((filter) => filter.query === query);
  return (
    <div className="flex flex-col gap-3 py-3">
      {query && !known && (
        <form
          className="flex gap-2 px-3"
          onSubmit={(event) => {
            event.preventDefault();
            change((shelf) => withSaved(shelf, name, query));
            setName("");
          }}
        >
          <Input
            aria-label="Name for this filter"
            placeholder="Name for this filter"
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" disabled={name.trim() === ""}>
            Save
          </Button>
        </form>
      )}
      {saved.length > 0 && (
        <Group title="Saved">
          {saved.map((filter) => (
            <Line key={filter.name} {...filter} chosen={filter.query === query} onApply={onApply}>
              <IconButton
                icon={Trash2}
                size={14}
                label={`Delete ${filter.name}`}
                onClick={() => change((shelf) => withoutSaved(shelf, filter.name))}
              />
            </Line>
          ))}
        </Group>
      )}
      {recent.length > 0 && (
        <Group title="Recent">
          {recent.map((text) => (
            <Line key={text} query={text} chosen={text === query} onApply={onApply} />
          ))}
        </Group>
      )}
      <Group title="For everybody">
        {BUILT_IN.map((filter) => (
          <Line key={filter.name} {...filter} chosen={filter.query === query} onApply={onApply} />
        ))}
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="px-3 pb-1 font-medium text-12 text-quiet">{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface LineProps extends Partial<SavedFilter> {
  query: string;
  chosen: boolean;
  onApply: (query: string) => void;
  children?: React.ReactNode;
}

function Line({ name, query, chosen, onApply, children }: LineProps) {
  return (
    <li className="flex items-center pe-1 hover:bg-surface-2">
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onApply(query)}
        className="flex min-h-8 min-w-0 flex-1 flex-col justify-center px-3 py-1 text-start -outline-offset-2 aria-[current]:text-accent pointer-coarse:min-h-11"
      >
        {name && <span className={chosen ? "" : "text-strong"}>{name}</span>}
        <span
          className="max-w-full truncate font-mono text-12 text-quiet"
          data-tip={query.length > 44 ? query : undefined}
        >
          {query}
        </span>
      </button>
      {children}
    </li>
  );
}
