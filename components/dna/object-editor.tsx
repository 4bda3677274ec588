"use client";

import { Plus, RotateCcw, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Segmented } from "#components/ui/choice";
import { Field, Input, Select, Textarea } from "#components/ui/form";
import { formatNumber } from "#lib/format";
import { type Edit, type EditRow, type EditType, inMode, readEdit, rowProblem, typed } from "./edit.ts";

interface ObjectEditorProps {
  /** "DNA": what is edited. */
  label: string;
  /** "key": what one of its parts is called. */
  part: string;
  /** As it was: what is changed against it is marked, and can be set back. */
  before: Record<string, unknown>;
  edit: Edit;
  onChange: (edit: Edit) => void;
  /** What the server, or the form as a whole, found wrong. */
  problem: string | undefined;
}

/** Rows shown at once: DNA may have a thousand keys. */
const SHOWN = 40;
const SEARCHED_FROM = 12;
const MODES = [
  { value: "fields", label: "Fields" },
  { value: "json", label: "JSON" },
] as const;

/** An object, typed key by key or as JSON; what was typed in one is there in the other. */
export function ObjectEditor({ label, part, before, edit, onChange, problem }: ObjectEditorProps) {
  const id = useId();
  const [stuck, setStuck] = useState<string | null>(null);
  const read = readEdit(edit);

  function toMode(mode: Edit["mode"]): void {
    setStuck(read.ok ? null : read.problem);
    onChange(inMode(edit, mode));
  }

  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 id={id} className="font-medium text-13">
          {label}
        </h3>
        <Segmented label={`How ${label} is typed`} options={MODES} value={edit.mode} onChange={toMode} />
      </div>
      {edit.mode === "json" ? (
        <Field quiet label={`${label} as JSON`} error={problem ?? (read.ok ? null : read.problem)}>
          <Textarea
            mono
            rows={10}
            value={edit.text}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => onChange({ mode: "json", text: target.value })}
          />
        </Field>
      ) : (
        <>
          <Rows
            part={part}
            before={before}
            rows={edit.rows}
            onChange={(rows) => onChange({ mode: "fields", rows })}
          />
          {(problem ?? (stuck !== null && !read.ok)) && (
            <p role="alert" className="text-12 text-critical">
              {problem ?? (read.ok ? "" : read.problem)}
            </p>
          )}
        </>
      )}
    </section>
  );
}

interface RowsProps {
  part: string;
  before: Record<string, unknown>;
  rows: readonly EditRow[];
  onChange: (rows: readonly EditRow[]) => void;
}

function Rows({ part, before, rows, onChange }: RowsProps) {
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(SHOWN);
  const found = rows.filter(({ name, added }) => added || name.toLowerCase().includes(search.toLowerCase()));
  const change = (id: number, over: Partial<EditRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...over } : row)));
  const add = () => {
    const id = rows.reduce((most, row) => Math.max(most, row.id), -1) + 1;
    onChange([{ id, name: "", type: "number", text: "", removed: false, added: true }, ...rows]);
  };
  return (
    <>
      {rows.length > SEARCHED_FROM && (
        <Field quiet label={`Find a ${part}`}>
          <Input
            value={search}
            placeholder={`Find one of ${formatNumber(rows.length)}`}
            autoComplete="off"
            onChange={({ target }) => setSearch(target.value)}
          />
        </Field>
      )}
      <ul className="flex flex-col">
        {found.slice(0, shown).map((row) => (
          <li key={row.id} className="border-grid border-t py-1.5 first:border-0">
            <EditLine
              row={row}
              part={part}
              original={row.added ? undefined : before[row.name]}
              onChange={(over) => change(row.id, over)}
              onTakeAway={() => onChange(rows.filter(({ id }) => id !== row.id))}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon={Plus} onClick={add}>
          Add a {part}
        </Button>
        {found.length > shown && (
          <Button kind="quiet" onClick={() => setShown(shown + SHOWN)}>
            Show {formatNumber(Math.min(SHOWN, found.length - shown))} more of {formatNumber(found.length)}
          </Button>
        )}
      </div>
    </>
  );
}

interface EditLineProps {
  row: EditRow;
  part: string;
  /** Undefined when it was added here. */
  original: unknown;
  onChange: (over: Partial<EditRow>) => void;
  onTakeAway: () => void;
}

function EditLine({ row, part, original, onChange, onTakeAway }: EditLineProps) {
  const { name, added, removed } = row;
  const [left, setLeft] = useState(false);
  const problem = left && !removed ? rowProblem(row) : null;
  const was = added ? undefined : typed(original);
  const changed = removed || (was !== undefined && (was.text !== row.text || was.type !== row.type));
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-2">
      {added ? (
        <div className="flex flex-col gap-1">
          <Field quiet label={`Name of the new ${part}`} error={problem}>
            <Input
              value={name}
              placeholder="name"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onBlur={() => setLeft(true)}
              onChange={({ target }) => onChange({ name: target.value })}
            />
          </Field>
          <Field quiet label={`Type of the new ${part}`}>
            <Select value={row.type} onChange={({ target }) => onChange(retyped(target.value as EditType))}>
              <option value="number">Number</option>
              <option value="text">Text</option>
              <option value="boolean">Yes or no</option>
              <option value="json">JSON</option>
            </Select>
          </Field>
        </div>
      ) : (
        <span
          className={`break-words py-1.5 font-mono text-12 ${removed ? "text-quiet line-through" : changed ? "text-accent" : "text-normal"}`}
        >
          {name}
          {changed && <span className="sr-only">{removed ? ", removed" : ", changed"}</span>}
        </span>
      )}
      <Field quiet label={added ? `Value of the new ${part}` : name} error={added ? null : problem}>
        <ValueInput row={row} onChange={(text) => onChange({ text })} onLeave={() => setLeft(true)} />
      </Field>
      {changed ? (
        <IconButton
          icon={RotateCcw}
          label={`Set ${name} back`}
          onClick={() => onChange({ ...was, removed: false })}
        />
      ) : (
        <IconButton
          icon={Trash2}
          label={`Remove ${name || `the new ${part}`}`}
          onClick={() => (added ? onTakeAway() : onChange({ removed: true }))}
        />
      )}
    </div>
  );
}

interface ValueInputProps {
  row: EditRow;
  onChange: (text: string) => void;
  onLeave: () => void;
}

function ValueInput({ row, onChange, onLeave }: ValueInputProps) {
  const { type, text, removed } = row;
  if (type === "boolean")
    return (
      <Select value={text} disabled={removed} onChange={({ target }) => onChange(target.value)}>
        <option value="true">true</option>
        <option value="false">false</option>
      </Select>
    );
  if (type === "json" || text.length > LONG)
    return (
      <Textarea
        mono
        rows={2}
        value={text}
        disabled={removed}
        spellCheck={false}
        onBlur={onLeave}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  return (
    <Input
      value={text}
      disabled={removed}
      autoComplete="off"
      spellCheck={false}
      onBlur={onLeave}
      className={type === "number" ? "figures" : ""}
      {...(type === "number" ? { inputMode: "decimal" } : {})}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
const LONG = 60;

const retyped = (type: EditType): Partial<EditRow> =>
  type === "boolean" ? { type, text: "true" } : { type };
