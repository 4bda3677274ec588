import { Scrolling } from "#components/ui/scrolling";

export interface HeatCell {
  /** Decides the colour: above zero one, below the other. */
  value: number;
  /** Stands in the cell. */
  text: string;
  /** Shown on hover and read out. */
  words: string;
  /** Too few observations to lean on. */
  few?: boolean;
}

interface HeatmapProps {
  label: string;
  /** What the first column has. */
  rowName: string;
  columns: readonly { id: string; name: string; title?: string }[];
  rows: readonly { id: string; cells: readonly (HeatCell | undefined)[] }[];
}

/** A table whose cells are coloured by a signed value. The number stands in each, so that no colour is needed. */
export function Heatmap({ label, rowName, columns, rows }: HeatmapProps) {
  const max = rows.reduce(
    (most, { cells }) => cells.reduce((best, cell) => Math.max(best, Math.abs(cell?.value ?? 0)), most),
    0,
  );
  return (
    <Scrolling label={label} className="overflow-x-auto">
      <table className="border-separate border-spacing-0.5">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky start-0 bg-surface-1 pe-2 text-start font-normal text-12 text-quiet"
            >
              {rowName}
            </th>
            {columns.map(({ id, name, title }) => (
              <th
                key={id}
                scope="col"
                className="max-w-24 truncate px-1 font-normal text-12 text-quiet"
                data-tip={title}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              <th
                scope="row"
                data-tip={id}
                className="sticky start-0 max-w-40 truncate bg-surface-1 pe-2 text-start font-mono font-normal text-12 text-normal"
              >
                {id}
              </th>
              {cells.map((cell, index) => (
                <Cell key={columns[index]?.id ?? index} cell={cell} max={max} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

const STRONGEST = 55;

function Cell({ cell, max }: { cell: HeatCell | undefined; max: number }) {
  if (!cell) return <td className="h-7 min-w-16 rounded-mark bg-surface-2/40" />;
  const { value, text, words, few } = cell;
  const strength = max === 0 ? 0 : Math.round((Math.abs(value) / max) * STRONGEST);
  const color = value < 0 ? "var(--color-series-4)" : "var(--color-series-1)";
  return (
    <td
      data-tip={words}
      className={`figures h-7 min-w-16 rounded-mark px-1 text-center text-12 text-strong ${few ? "hatched" : ""}`}
      style={{
        backgroundColor: `color-mix(in oklab, ${color} ${few ? strength / 3 : strength}%, transparent)`,
      }}
    >
      {text}
      <span className="sr-only">, {words}</span>
    </td>
  );
}
