import { Id } from "#components/ui/id";

/** An id in a row: on a phone more of its middle is left out, so that its end still shows. */
export function RowId({ value }: { value: string }) {
  return (
    <>
      <span className="min-w-0 sm:hidden">
        <Id value={value} max={18} plain />
      </span>
      <span className="min-w-0 max-sm:hidden">
        <Id value={value} max={36} plain />
      </span>
    </>
  );
}
