import { Clock } from "#components/ui/ago";
import { Json } from "#components/ui/json";
import { MISSING } from "#lib/format";

/** A flat object as lines of name and value, times as times; what is nested stays JSON. */
export function PayloadView({ payload }: { payload: Record<string, unknown> }) {
  const entries = Object.entries(payload);
  if (entries.length === 0) return <p className="text-quiet">Empty</p>;
  // Some producers send hundreds of fields: those are better folded.
  if (entries.length > 40) return <Json value={payload} openLevels={1} />;
  return (
    <dl className="grid grid-cols-[minmax(8rem,auto)_1fr] items-start gap-x-3 gap-y-1">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="break-all font-mono text-12 text-quiet leading-5">{name}</dt>
          <dd className="min-w-0 break-words text-strong">
            <Value name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

// The contract's times are Unix seconds in fields named so.
const isTime = (name: string, value: number): boolean => name.endsWith("_at") && value > 1e9 && value < 1e11;

function Value({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return <span className="text-quiet">{MISSING}</span>;
  if (typeof value === "number") {
    if (isTime(name, value)) return <Clock at={value} full />;
    return <span className="figures">{String(value)}</span>;
  }
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return value.length > 0 ? value.join(", ") : <span className="text-quiet">none</span>;
  if (typeof value === "object") return <Json value={value} openLevels={1} />;
  return String(value);
}
