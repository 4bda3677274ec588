import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyProps {
  icon?: LucideIcon;
  title: string;
  /** What it waits for, in a sentence. */
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
}

/** Nothing here yet: says why, and what to do. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center justify-center gap-2 px-4 py-10 text-center">
      {Icon && <Icon aria-hidden size={20} className="text-quiet" />}
      <p className="font-medium text-14 text-strong">{title}</p>
      {children && <div className="max-w-prose text-quiet">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** A panel that failed: what happened, what still works, what to do. The rest of the page lives on. */
export function Failure({ title, children, action }: Omit<EmptyProps, "icon">) {
  return (
    <div role="alert" className="rounded-control border border-critical/40 bg-critical/8 px-3 py-2">
      <p className="font-medium text-strong">{title}</p>
      {children && <div className="text-normal">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** A quiet block where something will be. Give it the size of what comes. */
export function Skeleton({ className = "" }: { className?: string }) {
  return <span aria-hidden className={`block rounded-control bg-surface-2 ${className}`} />;
}

/** Read out while a part loads. */
export function Loading({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading {what}
      </span>
      {children}
    </div>
  );
}
