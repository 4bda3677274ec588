import { ChevronRight, CircleCheck } from "lucide-react";
import { memo } from "react";
import { Since } from "#components/ui/ago";
import { Empty, Skeleton } from "#components/ui/empty";
import { Id } from "#components/ui/id";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { StateIcon } from "#components/ui/state";
import { formatNumber } from "#lib/format";
import type { Attention } from "#lib/overview/attention-line";
import { linkTo } from "../shell/pages.ts";
import type { Holding } from "../ui/use-hold.ts";

interface AttentionListProps {
  /** Null while it isn't known yet. */
  found: { items: readonly Attention[]; total: number } | null;
  /** The page is narrowed to a stretch of time. */
  narrowed?: boolean;
  /** It is as it was when somebody began to look at it. */
  held?: boolean;
  holding?: Holding;
}

/** What needs a person now, worst first, one link each. */
export const AttentionList = memo(function AttentionList(props: AttentionListProps) {
  const { found, narrowed, held, holding } = props;
  const hidden = found ? found.total - found.items.length : 0;
  return (
    <Panel
      title="Needs attention"
      sub={
        found && found.total > 0
          ? `${formatNumber(found.total)}${held ? ", held while you look at them" : ""}`
          : undefined
      }
      flush
    >
      {!found && <AttentionSkeleton />}
      {found?.total === 0 && narrowed && (
        <Empty icon={CircleCheck} title="Nothing from that time">
          What needs attention now began at another time.
        </Empty>
      )}
      {found?.total === 0 && !narrowed && (
        <Empty icon={CircleCheck} title="Nothing needs you">
          No alert waits for somebody, and no connected robot is silent.
        </Empty>
      )}
      <ul {...holding}>
        {found?.items.map((item, place) => (
          // By place: another order changes what the lines say, and moves none of them.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <AttentionLine key={place} item={item} />
        ))}
      </ul>
      {hidden > 0 && (
        <p className="px-4 py-2 text-12 text-quiet">
          {formatNumber(hidden)} more, each less urgent than those of its kind here.
        </p>
      )}
    </Panel>
  );
});

function AttentionLine({ item }: { item: Attention }) {
  const { state, subject, words, since, target } = item;
  return (
    <li className="border-grid border-t first:border-line">
      <Link
        href={hrefOf(item)}
        // Room for two lines of words with air around them; seven of them fit a screen 900 px high.
        className="flex min-h-16 items-center gap-3 px-4 py-1.5 outline-offset-[-2px] hover:bg-surface-2 lg:min-h-13 lg:py-px"
      >
        <StateIcon state={state} size={18} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2 text-strong lg:h-4 lg:items-center">
            {target.id === null ? (
              <span className="font-medium">{subject}</span>
            ) : (
              <span className="min-w-0 font-medium">
                <Id value={subject} max={32} plain />
              </span>
            )}
          </span>
          <span className="figures line-clamp-2 text-12 text-normal lg:leading-3.75">{words}</span>
        </span>
        {since !== null && <Since at={since} className="text-end text-12 text-quiet" />}
        <ChevronRight aria-hidden size={14} className="shrink-0 text-quiet" />
      </Link>
    </li>
  );
}

function hrefOf({ key, target: { kind, id } }: Attention): string {
  // A source has no page of its own: its alert tells all there is.
  if (kind === "source") return linkTo.sourcesNeeding(key);
  if (kind === "job") return id === null ? "/job" : linkTo.job(id);
  // Exactly those that the line is about.
  if (id === null) return kind === "robot" ? linkTo.robotsNeeding(key) : linkTo.agentsNeeding(key);
  return linkTo[kind](id);
}

function AttentionSkeleton() {
  return (
    <div className="flex flex-col gap-4 border-line border-t p-4">
      {["w-2/3", "w-1/2", "w-3/5"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
