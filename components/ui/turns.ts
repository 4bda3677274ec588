// One drawing is short, all of a page in one go would stop it for several frames.
const TURN_MS = 20;
const waiting = new Set<() => void>();
let scheduled = false;

/** Calls `take` when it is its turn, each in a task of its own, in the order in which they came. Returns how to leave the queue. */
export function inTurn(take: () => void): () => void {
  waiting.add(take);
  if (!scheduled) setTimeout(nextTurn);
  scheduled = true;
  return () => waiting.delete(take);
}

function nextTurn(): void {
  const [take] = waiting;
  if (take) waiting.delete(take);
  scheduled = waiting.size > 0;
  if (scheduled) setTimeout(nextTurn, TURN_MS);
  take?.();
}
