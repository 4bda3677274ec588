"use client";

import { Columns3 } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Input } from "#components/ui/form";
import { Popup } from "#components/ui/popup";
import { formatNumber } from "#lib/format";
import type { KnownField } from "../../lib/query/complete.ts";
import { useFields } from "./use-known.ts";

interface ColumnMenuProps {
  /** Fields that have a column. */
  fields: readonly string[];
  /** Types that are seen: their fields are offered first. */
  types: readonly string[];
  onChange: (fields: readonly string[]) => void;
}

/** Which fields of the payload have a column of their own. */
export function ColumnMenu({ fields, types, onChange }: ColumnMenuProps) {
  return (
    <Popup
      icon={Columns3}
      label={
        <span className="figures max-sm:sr-only">
          Columns{fields.length > 0 && ` (+${formatNumber(fields.length)})`}
        </span>
      }
      title="Columns"
      align="end"
      chosen={fields.length > 0}
    >
      {() => <FieldChoice fields={fields} types={types} onChange={onChange} />}
    </Popup>
  );
}

const SHOWN = 60;

function FieldChoice({ fields, types, onChange }: ColumnMenuProps) {
  const known = useFields();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  // The table has the others already; a comma parts the names in the address.
  const offered = (known ?? []).filter(
    ({ name }) => !STANDING.has(name) && !name.includes(",") && name.toLowerCase().includes(wanted),
  );
  const others = offered
    .filter(({ name }) => !fields.includes(name))
    .sort((a, b) => nearness(a, types) - nearness(b, types));
  return (
    <div className="flex flex-col gap-2 py-3">
      <div className="px-3">
        <Input
          aria-label="Search the fields"
          placeholder="Search the fields"
          value={search}
          spellCheck={false}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ul>
        {fields.map((name) => (
          <FieldLine
            key={name}
            name={name}
            about=""
            checked
            onToggle={() => onChange(fields.filter((field) => field !== name))}
          />
        ))}
        {others.slice(0, SHOWN).map((field) => (
          <FieldLine
            key={field.name}
            name={field.name}
            about={aboutField(field)}
            checked={false}
            onToggle={() => onChange([...fields, field.name])}
          />
        ))}
      </ul>
      {known !== null && others.length === 0 && fields.length === 0 && (
        <p className="px-3 text-12 text-quiet">No field has this name.</p>
      )}
      {known === null && <p className="px-3 text-12 text-quiet">Looking which fields there are…</p>}
      {others.length > SHOWN && (
        <p className="px-3 text-12 text-quiet">
          {formatNumber(others.length - SHOWN)} more: search for them.
        </p>
      )}
      {fields.length > 0 && (
        <Button kind="quiet" className="mx-3" onClick={() => onChange([])}>
          Remove all of them
        </Button>
      )}
    </div>
  );
}

const STANDING = new Set(["type", "source", "time", "received", "agent", "robot", "job"]);

/** Fields of what is seen first, then those of other types, then the envelope's own. */
function nearness({ types }: KnownField, seen: readonly string[]): number {
  if (types.length === 0) return 2;
  return types.some((type) => seen.includes(type)) ? 0 : 1;
}

function aboutField({ types: [first, ...more] }: KnownField): string {
  if (first === undefined) return "";
  return more.length === 0 ? first : `${more.length + 1} types`;
}

interface FieldLineProps {
  name: string;
  about: string;
  checked: boolean;
  onToggle: () => void;
}

const FieldLine = ({ name, about, checked, onToggle }: FieldLineProps) => (
  <li>
    <label className="flex min-h-8 cursor-pointer items-center gap-2 px-3 hover:bg-surface-2 has-focus-visible:bg-surface-2 pointer-coarse:min-h-11">
      <input type="checkbox" checked={checked} onChange={onToggle} className="size-4 accent-accent" />
      <span className="min-w-0 truncate font-mono text-12 text-strong">{name}</span>
      <span className="ms-auto max-w-36 truncate text-12 text-quiet">{about}</span>
    </label>
  </li>
);
