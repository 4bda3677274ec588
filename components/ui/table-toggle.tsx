import { Table2 } from "lucide-react";
import { Button } from "./button.tsx";

interface TableToggleProps {
  table: boolean;
  onTable: (table: boolean) => void;
  className?: string;
}

/** Whether what a chart shows is read as a table. */
export const TableToggle = ({ table, onTable, className = "" }: TableToggleProps) => (
  <Button
    kind="quiet"
    icon={Table2}
    aria-pressed={table}
    onClick={() => onTable(!table)}
    className={`aria-pressed:bg-surface-3 ${className}`}
  >
    Table
  </Button>
);
