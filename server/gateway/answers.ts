import type { SampleMessage } from "#lib/live/protocol";

/**
 * Which clients have not answered what they were sent last. Only an answer says that it has arrived: what this process
 * has let go of may wait for long in the buffers of a slow line. Who has never answered may be of a time when nobody
 * did, and is never waited for.
 */
export function createAnswers<Client extends object>() {
  const unanswered = new WeakMap<Client, Set<SampleMessage>>();
  return {
    sent(client: Client, what: SampleMessage): void {
      unanswered.get(client)?.add(what);
    },
    got(client: Client, what: SampleMessage): void {
      const left = unanswered.get(client);
      if (left) left.delete(what);
      else unanswered.set(client, new Set());
    },
    isOwed: (client: Client, what: SampleMessage): boolean => unanswered.get(client)?.has(what) ?? false,
  };
}
