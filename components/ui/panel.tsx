import { type ReactNode, useId } from "react";
import { Link } from "#components/ui/link";

interface PanelProps {
  title?: ReactNode;
  /** A quiet sentence beside the title. */
  sub?: ReactNode;
  /** Buttons and choices at the right edge of the title. */
  actions?: ReactNode;
  /** Makes the title a link. */
  href?: string;
  /** Without inner space, for tables and lists that reach the edges. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A card: one line around it, a title, and what belongs together. */
export function Panel({ title, sub, actions, href, flush, className = "", children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={`flex min-w-0 flex-col rounded-card border border-line bg-surface-1 ${className}`}
    >
      {title && (
        <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
          <h2 id={id} className="font-medium text-14">
            {href ? (
              <Link href={href} className="inline-flex min-h-8 items-center hover:text-accent">
                {title}
              </Link>
            ) : (
              title
            )}
          </h2>
          {sub && <div className="min-w-0 text-12 text-quiet">{sub}</div>}
          {actions && <div className="ms-auto flex items-center gap-1.5">{actions}</div>}
        </header>
      )}
      <div className={`min-h-0 flex-1 ${flush ? "" : title ? "px-4 pb-4" : "p-4"}`}>{children}</div>
    </section>
  );
}
