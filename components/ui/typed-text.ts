/** What stands in a field, and what of it is still on its way to where it is kept. */
export interface TypedText {
  text: string;
  /** Told, and not heard of since, oldest first. */
  told: readonly string[];
  /** What was heard last. */
  heard: string;
}

export const typedText = (value: string): TypedText => ({ text: value, told: [], heard: value });

export const onTyped = (typed: TypedText, text: string): TypedText => ({
  ...typed,
  text,
  told: [...typed.told, text],
});

/** Its own words coming back change nothing, however late they are; anybody else's stand in the field at once. */
export function onHeard(typed: TypedText, value: string): TypedText {
  if (value === typed.heard) return typed;
  const at = typed.told.indexOf(value);
  return at < 0 ? typedText(value) : { ...typed, told: typed.told.slice(at + 1), heard: value };
}

/** Nobody types any more: what is kept is what stands there. */
export const onLeft = (typed: TypedText): TypedText =>
  typed.told.length === 0 ? typed : { ...typed, told: [] };
