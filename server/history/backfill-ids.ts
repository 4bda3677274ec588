import type { StreamId } from "#lib/stream-id";

const MAX_HALF = 2n ** 64n - 1n;

/**
 * Stream ids for events whose own are lost, in the order in which they are asked for: each behind the one before it,
 * all of them after `after` and up to `upTo`, and of the wanted time where that lies between. Null once they are used up.
 */
export function createIdsBetween(after: StreamId, upTo: StreamId) {
  const [lastMs, lastSeq] = halves(upTo);
  let [ms, seq] = halves(after);

  return (seconds: number): StreamId | null => {
    const wanted = BigInt(Math.max(0, Math.floor(seconds * 1000)));
    // The last millisecond may have room for a few only, those before it have room for any number.
    const wantedMs = wanted < lastMs ? wanted : lastMs - 1n;
    if (wantedMs > ms) [ms, seq] = [wantedMs, 0n];
    else if (seq < MAX_HALF) seq += 1n;
    else [ms, seq] = [ms + 1n, 0n];
    const fits = ms < lastMs || (ms === lastMs && seq <= lastSeq);
    return fits ? `${ms}-${seq}` : null;
  };
}

function halves(id: StreamId): [bigint, bigint] {
  const dash = id.indexOf("-");
  return [BigInt(id.slice(0, dash)), BigInt(id.slice(dash + 1))];
}
