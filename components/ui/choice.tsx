"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";

export interface Option<T extends string> {
  value: T;
  label: ReactNode;
  /** Spoken and shown on hover, when the label is an icon or an abbreviation. */
  title?: string;
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
}

interface SegmentedProps<T extends string> extends Omit<ChoiceProps<T>, "value"> {
  /** Null while it is none of them. */
  value: T | null;
}

/** One of a few, side by side: real radio buttons, so arrow keys and screen readers know them. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex h-8 items-center rounded-control border border-line bg-surface-0 p-px pointer-coarse:h-11">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          data-tip={option.title}
          className="relative flex h-full min-w-8 cursor-pointer items-center justify-center rounded-[5px] px-2.5 text-12 text-quiet hover:text-strong has-checked:bg-surface-3 has-checked:text-strong has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
            aria-label={nameOf(option)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** What is seen is a part of what it is called, for who says it aloud to press it. */
function nameOf({ label, title }: Pick<Option<string>, "label" | "title">): string | undefined {
  if (title === undefined || typeof label !== "string") return title;
  return title.toLowerCase().includes(label.toLowerCase()) ? title : `${label}: ${title}`;
}

interface TabsProps<T extends string> extends ChoiceProps<T> {
  /** The panel of the chosen tab. */
  children: ReactNode;
  /** At the right edge of the row of tabs. */
  actions?: ReactNode;
}

/** Views of one thing, one at a time. Arrow keys, Home and End walk the tabs. */
export function Tabs<T extends string>({ label, options, value, onChange, children, actions }: TabsProps<T>) {
  const id = useId();
  const row = useRef<HTMLDivElement>(null);

  function walk(event: KeyboardEvent): void {
    const at = options.findIndex((option) => option.value === value);
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: options.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + options.length) % options.length;
    const next = options[index];
    if (!next) return;
    onChange(next.value);
    row.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  }

  return (
    <>
      <div className="flex min-h-10 items-end gap-3 border-line border-b">
        <div ref={row} role="tablist" aria-label={label} className="flex gap-4" onKeyDown={walk}>
          {options.map((option) => {
            const chosen = option.value === value;
            return (
              <button
                key={option.value}
                type="button"
                role="tab"
                id={`${id}-${option.value}`}
                aria-selected={chosen}
                aria-controls={`${id}-panel`}
                tabIndex={chosen ? 0 : -1}
                onClick={() => onChange(option.value)}
                className={`-mb-px flex h-10 items-center gap-1.5 border-b-2 font-medium text-13 ${
                  chosen ? "border-accent text-strong" : "border-transparent text-quiet hover:text-strong"
                }`}
              >
                {option.label}
              </button>
            );
          })}
        </div>
        {actions && <div className="ms-auto flex items-center gap-1.5 pb-1">{actions}</div>}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="min-h-0">
        {children}
      </div>
    </>
  );
}
