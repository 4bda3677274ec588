"use client";

import { type ComponentProps, useState } from "react";
import { onHeard, onLeft, onTyped, typedText } from "./typed-text.ts";

/**
 * What a field whose value is kept elsewhere needs: the page's address is told of a letter only after a while, and a
 * field that waited for it would lose what is typed meanwhile.
 */
export function useTypedText(
  value: string,
  onChange: (value: string) => void,
): {
  field: Pick<ComponentProps<"input">, "onChange" | "onBlur"> & { value: string };
  type: (text: string) => void;
} {
  const [typed, setTyped] = useState(() => typedText(value));
  const current = onHeard(typed, value);
  if (current !== typed) setTyped(current);
  function type(text: string): void {
    setTyped((before) => onTyped(before, text));
    onChange(text);
  }
  return {
    field: {
      value: current.text,
      onChange: ({ target }) => type(target.value),
      onBlur: () => setTyped(onLeft),
    },
    type,
  };
}
