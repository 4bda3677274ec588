/** What a jump has to fold again, at most. */
const MOST_EVENTS = 16_000;
const MOST_MS = 24 * 3_600_000;
/** Where a state is small beside what the events since the last one take, they lie closer together. */
const FEW_EVENTS = 4_000;
const FEW_MS = 6 * 3_600_000;
/** A tenth of what an event takes in the file. */
const SMALL_PER_EVENT_BYTES = 50;

/**
 * Whether a state is to be saved after so many events and so much time since the last one, which took so many bytes:
 * what is too old goes from one saved state to the next, and no file is to hold more states than events.
 */
export function isDue(since: { events: number; ms: number; bytes: number }): boolean {
  const { events, ms, bytes } = since;
  if (events === 0) return false;
  if (events >= MOST_EVENTS || ms >= MOST_MS) return true;
  return bytes < events * SMALL_PER_EVENT_BYTES && (events >= FEW_EVENTS || ms >= FEW_MS);
}
