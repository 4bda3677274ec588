import { Skeleton } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";

/** Lines of the feed. */
export const FEED_SHOWN = 16;

export function FeedSkeleton() {
  return Array.from({ length: FEED_SHOWN }, (_, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
    <li key={i} className="flex h-8 items-center px-4">
      <Skeleton className="h-3 w-full" />
    </li>
  ));
}

/** The feed before anything is known of it, in its size. */
export const FeedPanelSkeleton = () => (
  <Panel title="What happens" flush>
    <ul className="border-line border-t py-1" style={{ minHeight: `${FEED_SHOWN * 2}rem` }}>
      <FeedSkeleton />
    </ul>
  </Panel>
);
