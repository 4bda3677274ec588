import type { ReactNode } from "react";
import { Scrolling } from "#components/ui/scrolling";

interface AccessTableProps {
  label: string;
  heads: readonly { name: string; className?: string; number?: boolean }[];
  /** Rows, whose last cell holds what can be done. */
  children: ReactNode;
}

/** Of a cell whose text may be long: on a phone it goes on in the next line, and leaves room for what can be done. */
export const LONG_TEXT = "wrap-anywhere max-sm:py-1 max-sm:whitespace-normal!";

/** A table of those who may come in. */
export const AccessTable = ({ label, heads, children }: AccessTableProps) => (
  <Scrolling label={label} className="overflow-x-auto">
    <table className="table-plain">
      <thead>
        <tr>
          {heads.map(({ name, className, number }) => (
            <th key={name} scope="col" data-number={number} className={className}>
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">Acts</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </Scrolling>
);
