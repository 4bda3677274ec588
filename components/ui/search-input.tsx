"use client";

import { Search } from "lucide-react";
import { useRef } from "react";
import { Field, Input } from "#components/ui/form";
import { useSlash } from "./use-slash.ts";
import { useTypedText } from "./use-typed-text.ts";

interface SearchInputProps {
  label: string;
  /** What it could hold; the label without. */
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list while one types. `/` goes there, `Esc` clears it. */
export function SearchInput({ label, placeholder = label, value, onChange }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const { field, type } = useTypedText(value, onChange);
  useSlash(input);
  return (
    <div className="relative min-w-40 flex-1 sm:max-w-72">
      <Search aria-hidden size={14} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet" />
      <Field label={label} quiet>
        <Input
          ref={input}
          type="search"
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          {...field}
          onKeyDown={(event) => {
            if (event.key === "Escape" && field.value !== "") type("");
          }}
          className="ps-8"
        />
      </Field>
    </div>
  );
}
