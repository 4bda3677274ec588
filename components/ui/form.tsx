"use client";

import { CircleAlert } from "lucide-react";
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";

const CONTROL =
  "w-full rounded-control border border-line-strong bg-surface-0 px-2.5 text-13 text-strong aria-invalid:border-critical disabled:opacity-60";
const LINE = `${CONTROL} h-8 pointer-coarse:h-11 pointer-coarse:text-16`;

interface FieldIds {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}
const FieldContext = createContext<FieldIds | null>(null);

interface FieldProps {
  label: ReactNode;
  /** A quiet sentence on what belongs here. */
  hint?: ReactNode;
  /** What is wrong with it, in a sentence. */
  error?: string | null;
  /** The label is read out, not shown. */
  quiet?: boolean;
  children: ReactNode;
}

/** A control with its label, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, quiet, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={id} className={quiet ? "sr-only" : "font-medium text-12 text-normal"}>
          {label}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-12 text-quiet">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="flex items-start gap-1 text-12 text-critical">
            <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />
            {error}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

function useFieldProps() {
  const field = useContext(FieldContext);
  return field
    ? { id: field.id, "aria-describedby": field.describedBy, "aria-invalid": field.invalid || undefined }
    : {};
}

export function Input({ className = "", ...rest }: ComponentProps<"input">) {
  return <input {...useFieldProps()} {...rest} className={`${LINE} ${className}`} />;
}

export function Select({ className = "", ...rest }: ComponentProps<"select">) {
  return <select {...useFieldProps()} {...rest} className={`text-ellipsis ${LINE} ${className}`} />;
}

/** A number that is dragged. Give it its words as `aria-valuetext`. */
export function Range({ className = "", ...rest }: ComponentProps<"input">) {
  return (
    <input
      {...useFieldProps()}
      {...rest}
      type="range"
      className={`h-8 w-full cursor-pointer accent-accent pointer-coarse:h-11 ${className}`}
    />
  );
}

/** `mono` for JSON and ids. */
export function Textarea({ className = "", mono, ...rest }: ComponentProps<"textarea"> & { mono?: boolean }) {
  return (
    <textarea
      {...useFieldProps()}
      {...rest}
      className={`${CONTROL} min-h-24 py-1.5 ${mono ? "font-mono text-12" : ""} ${className}`}
    />
  );
}

/** Why the whole form could not be sent. Its place in the page is kept by the caller. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      className="flex items-start gap-1.5 rounded-control border border-critical/40 bg-critical/8 px-2.5 py-1.5 text-13 text-strong"
    >
      <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-critical" />
      <span>{children}</span>
    </p>
  );
}

/** What a long form ends with, at the foot of its window however far one has to scroll: what went wrong, and its button. */
export function FormFoot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-4 -mx-4 -mb-4 flex flex-col gap-3 border-line border-t bg-surface-1 p-4">
      {children}
    </div>
  );
}
