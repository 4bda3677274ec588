import { MISSING } from "#lib/format";

export interface TipLine {
  name: string;
  color: string;
  value: string | null;
  unit?: string | undefined;
}

/** What shows beside the cursor. */
export function TipCard({ title, lines }: { title: string; lines: readonly TipLine[] }) {
  return (
    <div className="rounded-control border border-line-strong/60 bg-surface-3 px-2 py-1 text-12 shadow-over">
      <p className="figures text-quiet">{title}</p>
      {lines.map(({ name, color, value, unit }) => (
        <p key={name} className="flex items-center gap-2 whitespace-nowrap text-normal">
          <span aria-hidden className="h-0.5 w-2.5" style={{ background: color }} />
          {name}
          <span className="figures ms-auto ps-3 text-strong">
            {value ?? MISSING}
            {value !== null && unit && <span className="text-quiet"> {unit}</span>}
          </span>
        </p>
      ))}
    </div>
  );
}
