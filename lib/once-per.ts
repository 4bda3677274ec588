/**
 * `make`, called once for each object. The parts of the state are immutable: what follows from one alone holds for as long
 * as it lives, and what no event touched is not gone through again.
 */
export function oncePer<K extends object, V>(make: (of: K) => V): (of: K) => V {
  const made = new WeakMap<K, { value: V }>();
  return (of) => {
    const known = made.get(of) ?? { value: make(of) };
    made.set(of, known);
    return known.value;
  };
}
