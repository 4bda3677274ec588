"use client";

import { type ComponentProps, useReducer } from "react";
import { onHeard, onLeft, onTyped, type TypedText, typedText } from "./typed-text.ts";

const changed = (typed: TypedText, how: (before: TypedText) => TypedText): TypedText => how(typed);

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
  // A setter of `useState` may begin from what was heard in a drawing that was given up: a reducer never does.
  const [typed, change] = useReducer(changed, value, typedText);
  const current = onHeard(typed, value);
  if (current !== typed) change(() => current);
  function type(text: string): void {
    change((before) => onTyped(before, text));
    onChange(text);
  }
  return {
    field: {
      value: current.text,
      onChange: ({ target }) => type(target.value),
      onBlur: () => change(onLeft),
    },
    type,
  };
}
