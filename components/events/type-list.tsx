import { Select } from "#components/ui/form";
import { formatNumber } from "#lib/format";
import { typeColor } from "./type-colors.ts";

interface TypeListProps {
  /** Events that are searched, by type. */
  counts: ReadonlyMap<string, number>;
  total: number;
  /** The type or pattern that the filter asks for; null when it asks for none, or for several. */
  chosen: string | null;
  onChoose: (pattern: string | null) => void;
}

/** Every type seen, by name, with how often and in its colour. A click puts it into the filter, another takes it out. */
export function TypeList({ counts, total, chosen, onChoose }: TypeListProps) {
  const toggle = (pattern: string) => onChoose(pattern === chosen ? null : pattern);
  return (
    <nav aria-label="Types" className="flex flex-col gap-px p-2">
      <TypeButton name="All types" count={total} pressed={chosen === null} onPress={() => onChoose(null)} />
      {groupsOf(counts).map(({ noun, count, types }) => (
        <div key={noun} className="mt-2 flex flex-col gap-px">
          <TypeButton
            name={`${noun}.*`}
            count={count}
            pressed={chosen === `${noun}.*`}
            onPress={() => toggle(`${noun}.*`)}
          />
          {types.map(([type, number]) => (
            <TypeButton
              key={type}
              noun={noun}
              name={type.slice(noun.length + 1)}
              count={number}
              pressed={chosen === type}
              onPress={() => toggle(type)}
              color={typeColor(type)}
            />
          ))}
        </div>
      ))}
    </nav>
  );
}

/** The same where there is no room for a list. */
export function TypeSelect({ counts, total, chosen, onChoose }: TypeListProps) {
  const groups = groupsOf(counts);
  const listed = chosen === null || counts.has(chosen) || groups.some(({ noun }) => chosen === `${noun}.*`);
  return (
    <Select
      className="border-line!"
      aria-label="Type"
      value={chosen ?? ""}
      onChange={(event) => onChoose(event.target.value || null)}
    >
      <option value="">All types ({formatNumber(total)})</option>
      {!listed && <option value={chosen}>{chosen}</option>}
      {groups.map(({ noun, count, types }) => (
        <optgroup key={noun} label={noun}>
          <option value={`${noun}.*`}>
            {noun}.* ({formatNumber(count)})
          </option>
          {types.map(([type, number]) => (
            <option key={type} value={type}>
              {type} ({formatNumber(number)})
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

interface TypeButtonProps {
  /** Read out before the name, which stands below it on the screen. */
  noun?: string;
  name: string;
  count: number;
  pressed: boolean;
  onPress: () => void;
  /** Its colour in the chart above. */
  color?: string;
}

function TypeButton({ noun, name, count, pressed, onPress, color }: TypeButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={`flex h-8 shrink-0 items-center gap-2 rounded-control px-2 text-start hover:bg-surface-2 aria-pressed:bg-surface-3 aria-pressed:text-strong ${color ? "text-12" : "font-medium"}`}
    >
      {color && <span aria-hidden className="size-2 shrink-0 rounded-mark" style={{ background: color }} />}
      <span className="min-w-0 truncate" data-tip={noun ? `${noun}.${name}` : name}>
        {noun && <span className="sr-only">{noun}.</span>}
        {name}
      </span>
      <span className="figures ms-auto font-normal text-12 text-quiet">{formatNumber(count)}</span>
    </button>
  );
}

interface Group {
  noun: string;
  count: number;
  types: [type: string, count: number][];
}

// By name, not by count: an order that changes while one reads it is no order.
function groupsOf(counts: ReadonlyMap<string, number>): Group[] {
  const groups = new Map<string, Group>();
  for (const [type, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
    const noun = type.slice(0, type.indexOf("."));
    const group = groups.get(noun) ?? { noun, count: 0, types: [] };
    group.count += count;
    group.types.push([type, count]);
    groups.set(noun, group);
  }
  return [...groups.values()];
}
