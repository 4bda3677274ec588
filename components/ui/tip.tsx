"use client";

import { useEffect, useRef } from "react";

const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * The one tooltip of the page: any element with `data-tip="…"` shows it on hover and on keyboard focus.
 * One element for all of them, because tables carry hundreds of tips.
 */
export function TipLayer() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => (layer.current ? follow(layer.current) : undefined), []);
  return (
    <div
      ref={layer}
      id="tip"
      role="tooltip"
      popover="manual"
      className="pointer-events-none fixed m-0 max-w-80 whitespace-pre-line break-words rounded-control border border-line-strong/60 bg-surface-3 px-2 py-1 text-12 text-strong shadow-over"
    />
  );
}

function follow(layer: HTMLElement): () => void {
  let shown: HTMLElement | null = null;
  const stop = new AbortController();

  function show(target: EventTarget | null): void {
    const owner = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
    if (owner === shown) return;
    hide();
    if (!owner?.dataset.tip) return;
    shown = owner;
    layer.textContent = owner.dataset.tip;
    if (owner.getAttribute("aria-label") !== owner.dataset.tip)
      owner.setAttribute("aria-describedby", layer.id);
    layer.showPopover();
    place(layer, owner);
  }
  function hide(): void {
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    layer.hidePopover();
  }

  const on = (type: string, run: (event: Event) => void) =>
    document.addEventListener(type, run, { signal: stop.signal, capture: true, passive: true });
  on("pointerover", (event) => (event as PointerEvent).pointerType !== "touch" && show(event.target));
  on("focusin", (event) => (event.target as Element).matches(":focus-visible") && show(event.target));
  on("focusout", hide);
  on("scroll", hide);
  on("pointerdown", hide);
  on("keydown", (event) => (event as KeyboardEvent).key === "Escape" && hide());
  return () => stop.abort();
}

function place(layer: HTMLElement, owner: HTMLElement): void {
  const at = owner.getBoundingClientRect();
  const { width, height } = layer.getBoundingClientRect();
  const above = at.top - height - GAP_PX;
  const left = Math.min(Math.max(EDGE_PX, at.left + at.width / 2 - width / 2), innerWidth - width - EDGE_PX);
  layer.style.left = `${left}px`;
  layer.style.top = `${above >= EDGE_PX ? above : at.bottom + GAP_PX}px`;
}
