"use client";

import { useEffect } from "react";

/** "(2) Overview · Brainwave" and the count on the tab's icon, whatever page writes its own. */
export function useTabCount(count: number): void {
  useEffect(() => {
    const write = () => {
      const bare = document.title.replace(/^\(\d+\) /, "");
      const wanted = count > 0 ? `(${count}) ${bare}` : bare;
      if (document.title !== wanted) document.title = wanted;
      if (count > 0) for (const icon of icons()) mark(icon, count);
    };
    write();
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      for (const icon of icons()) unmark(icon);
    };
  }, [count]);
}

const icons = () => document.head.querySelectorAll<HTMLLinkElement>('link[rel="icon"]');

function mark(icon: HTMLLinkElement, count: number): void {
  icon.dataset.unmarked ??= icon.href;
  icon.href = `data:image/svg+xml,${encodeURIComponent(drawing(count))}`;
}

function unmark(icon: HTMLLinkElement): void {
  if (icon.dataset.unmarked) icon.href = icon.dataset.unmarked;
}

/** Legible at 16 pixels: one sign. The icon is seen outside of the page, where its tokens don't reach. */
const drawing = (count: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#10151f"/><path d="M2 24h6l3-8 4 12 3-8h3" fill="none" stroke="#7cc9ea" stroke-width="2.4" stroke-linejoin="round"/><circle cx="20" cy="12" r="12" fill="#e5484d"/><text x="20" y="18.500" text-anchor="middle" font-family="sans-serif" font-size="18" font-weight="700" fill="#fff">${count > 9 ? "9+" : count}</text></svg>`;
