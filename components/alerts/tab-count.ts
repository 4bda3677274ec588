"use client";

import { useEffect } from "react";

/** "(2) Overview · Brainwave" and the count on the tab's icon, whatever page writes its own. */
export function useTabCount(count: number): void {
  useEffect(() => {
    const write = () => {
      const bare = document.title.replace(/^\(\d+\) /, "");
      const wanted = count > 0 ? `(${count}) ${bare}` : bare;
      if (document.title !== wanted) document.title = wanted;
    };
    return whenever(write);
  }, [count]);
  // Apart: a browser draws its tab anew for every icon, and where much flaps the count is another one all the time.
  const sign = count > 9 ? "9+" : String(count);
  useEffect(() => {
    if (sign === "0") return unmarkAll();
    return whenever(() => {
      for (const icon of icons()) mark(icon, sign);
    });
  }, [sign]);
  useEffect(() => unmarkAll, []);
}

/** Now, and whenever the page's head changes. */
function whenever(write: () => void): () => void {
  write();
  const observer = new MutationObserver(write);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}

const icons = () => document.head.querySelectorAll<HTMLLinkElement>('link[rel="icon"]');

function mark(icon: HTMLLinkElement, sign: string): void {
  icon.dataset.unmarked ??= icon.href;
  const marked = `data:image/svg+xml,${encodeURIComponent(drawing(sign))}`;
  if (icon.href !== marked) icon.href = marked;
}

function unmarkAll(): void {
  for (const icon of icons()) if (icon.dataset.unmarked) icon.href = icon.dataset.unmarked;
}

/** Legible at 16 pixels: one sign. The icon is seen outside of the page, where its tokens don't reach. */
const drawing = (sign: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#10151f"/><path d="M2 24h6l3-8 4 12 3-8h3" fill="none" stroke="#7cc9ea" stroke-width="2.4" stroke-linejoin="round"/><circle cx="20" cy="12" r="12" fill="#e5484d"/><text x="20" y="18.500" text-anchor="middle" font-family="sans-serif" font-size="18" font-weight="700" fill="#fff">${sign}</text></svg>`;
