"use client";

import { usePathname } from "next/navigation";
import { Link } from "#components/ui/link";
import { Wordmark } from "./mark.tsx";
import { PAGES, pageOf } from "./pages.ts";
import { useOnWall } from "./use-on-wall.ts";

/** The pages at the left edge: icons on a tablet, with names from 1024 px on. */
export function SideNav() {
  const current = pageOf(usePathname());
  if (useOnWall()) return null;
  return (
    <nav
      aria-label="Pages"
      className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-0.5 border-line border-e bg-surface-0 px-2 md:flex lg:w-44"
    >
      <Link
        href="/"
        aria-label="Brainwave, to the overview"
        className="mb-1 flex h-12 items-center px-2 text-strong"
      >
        <Wordmark />
      </Link>
      {PAGES.map((page) => {
        const { href, label, key, Icon } = page;
        return (
          <Link
            key={href}
            href={href}
            aria-current={page === current ? "page" : undefined}
            data-tip={`${label}\ng then ${key}`}
            className="flex h-9 items-center gap-2.5 rounded-control px-2.5 text-quiet hover:bg-surface-2 hover:text-strong aria-[current]:bg-surface-2 aria-[current]:font-medium aria-[current]:text-strong"
          >
            <Icon aria-hidden size={16} className="shrink-0" />
            <span className="max-lg:sr-only">{label}</span>
          </Link>
        );
      })}
    </nav>
  );
}

/** The pages within a thumb's reach. */
export function BottomNav() {
  const current = pageOf(usePathname());
  if (useOnWall()) return null;
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PAGES.map((page) => {
        const { href, label, Icon } = page;
        return (
          <Link
            key={href}
            href={href}
            aria-current={page === current ? "page" : undefined}
            className="flex h-14 flex-1 flex-col items-center justify-center gap-0.5 border-transparent border-t-2 text-12 text-quiet max-[374px]:text-[10.5px] aria-[current]:border-accent aria-[current]:text-strong"
          >
            <Icon aria-hidden size={18} />
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
