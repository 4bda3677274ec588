import { Field, Input } from "#components/ui/form";

interface ReasonFieldProps {
  hint: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Why a version is made, in words for people. */
export function ReasonField({ hint, value, error, onChange }: ReasonFieldProps) {
  return (
    <Field label="Reason" hint={hint} error={error ?? null}>
      <Input value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
