import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Skeleton } from "#components/ui/empty";
import { Link } from "#components/ui/link";

export interface TileHead {
  href: string;
  title: string;
}

interface TileProps extends TileHead {
  /** The answer in one figure or word. */
  figure: ReactNode;
  /** What stands beside it, in one or two short lines. */
  facts: ReactNode;
  chart: ReactNode;
  /** What the chart shows, below it. */
  caption: ReactNode;
}

/** One of the four answers of the overview; all of it is a link to the page behind it. */
export function Tile({ href, title, figure, facts, chart, caption }: TileProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="group relative flex min-w-0 flex-col rounded-card border border-line bg-surface-1 px-3 pt-2 pb-2.5 sm:px-4 sm:pt-2.5 sm:pb-3 hover:border-line-strong"
    >
      <h2 id={id} className="font-medium text-12 text-quiet">
        <Link
          href={href}
          className="flex min-h-6 items-center justify-between group-hover:text-strong after:absolute after:inset-0 after:rounded-card"
        >
          <span className="truncate">{title}</span>
          <ChevronRight aria-hidden size={14} className="shrink-0 opacity-60" />
        </Link>
      </h2>
      {/* A value that can be pressed is 40 px high, and may not reach into the link above it. */}
      <div className="figures mt-1 flex h-8 items-center whitespace-nowrap font-medium text-20 text-strong tracking-tight sm:mt-0 sm:h-10 sm:text-28">
        {figure}
      </div>
      {/* A value that can be pressed reaches beyond its line: its lines stand so far apart, and it isn't cut off. */}
      <div className="-my-1 flex h-21 flex-wrap content-start items-center gap-x-2 gap-y-2 overflow-hidden whitespace-nowrap py-1 text-12 text-normal sm:h-7 sm:gap-x-3">
        {facts}
      </div>
      <div className="mt-3 h-9">{chart}</div>
      {/* On a phone it takes two lines, whose room is kept. */}
      <p className="mt-1 text-12 text-quiet max-sm:min-h-[2lh] sm:truncate">{caption}</p>
    </section>
  );
}

/** The same, before anything is known. */
export function TileSkeleton({ href, title }: TileHead) {
  return (
    <Tile
      href={href}
      title={title}
      figure={<Skeleton className="h-7 w-24" />}
      facts={<Skeleton className="h-3 w-36" />}
      chart={<Skeleton className="h-full w-full" />}
      caption={<Skeleton className="mt-1 h-3 w-20" />}
    />
  );
}
