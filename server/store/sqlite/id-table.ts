/**
 * Which stream id (packed, above 0) belongs to which dedup id: 16 bytes a slot, where a Map of texts takes 120. It knows
 * texts by a 64-bit hash only: who asks compares what it finds with the text itself.
 */
export function createIdTable() {
  let capacity = 1024;
  let hashes = new Uint32Array(capacity * 2);
  let ids = new BigInt64Array(capacity);
  let size = 0;

  /** The slot with this hash, or the free one where it belongs. */
  function slotOf(high: number, low: number): number {
    let slot = low & (capacity - 1);
    while (ids[slot] !== 0n && (hashes[2 * slot] !== high || hashes[2 * slot + 1] !== low))
      slot = (slot + 1) & (capacity - 1);
    return slot;
  }

  function put(high: number, low: number, id: bigint): void {
    const slot = slotOf(high, low);
    if (ids[slot] === 0n) size += 1;
    hashes[2 * slot] = high;
    hashes[2 * slot + 1] = low;
    ids[slot] = id;
  }

  function grow(): void {
    const [oldHashes, oldIds] = [hashes, ids];
    capacity *= 2;
    hashes = new Uint32Array(capacity * 2);
    ids = new BigInt64Array(capacity);
    size = 0;
    for (const [slot, id] of oldIds.entries())
      if (id !== 0n) put(oldHashes[2 * slot] as number, oldHashes[2 * slot + 1] as number, id);
  }

  return {
    size: (): number => size,
    /** The id that was put last for a text with the same hash; null without any. */
    get(text: string): bigint | null {
      const [high, low] = hashOf(text);
      return ids[slotOf(high, low)] || null;
    },
    put(text: string, id: bigint): void {
      // Half empty, so that a search ends after a slot or two.
      if (size * 2 >= capacity) grow();
      const [high, low] = hashOf(text);
      put(high, low, id);
    },
  };
}

// Differs from process to process, so that nobody can send ids that all fall into one slot.
const [SALT_HIGH = 0, SALT_LOW = 0] = crypto.getRandomValues(new Uint32Array(2));

// Two multiplicative hashes that stir each other in the end: cyrb53, https://github.com/bryc/code (public domain).
function hashOf(text: string): [number, number] {
  let high = 0xdeadbeef ^ SALT_HIGH;
  let low = 0x41c6ce57 ^ SALT_LOW;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    high = Math.imul(high ^ char, 2654435761);
    low = Math.imul(low ^ char, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, low >>> 0];
}
