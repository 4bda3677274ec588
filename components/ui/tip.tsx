"use client";

import { useEffect, useRef } from "react";
import { dateTimeBoth, formatSeconds, type Zone } from "#lib/format";
import { shownNow } from "#lib/live/use-live";
import { usePreferences } from "./preferences-provider.tsx";

const GAP_PX = 6;
const EDGE_PX = 8;

/**
 * The one tooltip of the page: any element with `data-tip="…"` shows it on hover and on keyboard focus, one with
 * `data-moment` (Unix seconds) that moment, and one with `data-old` how old what was said then is by now. One element
 * for all of them, because tables carry hundreds of tips.
 */
export function TipLayer() {
  const layer = useRef<HTMLDivElement>(null);
  const { zone } = usePreferences();
  useEffect(() => (layer.current ? follow(layer.current, zone) : undefined), [zone]);
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

const OWNERS = "[data-tip], [data-moment], [data-old]";

function follow(layer: HTMLElement, zone: Zone): () => void {
  let shown: HTMLElement | null = null;
  const stop = new AbortController();

  function show(target: EventTarget | null): void {
    const owner = target instanceof Element ? target.closest<HTMLElement>(OWNERS) : null;
    if (owner === shown) return;
    hide();
    const text = owner && textOf(owner, zone);
    if (!owner || !text) return;
    shown = owner;
    layer.textContent = text;
    if (owner.getAttribute("aria-label") !== text) owner.setAttribute("aria-describedby", layer.id);
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

// Written when somebody looks: dates are slow to format, ages change every second, and a table has a hundred.
function textOf({ dataset: { tip, moment, old } }: HTMLElement, zone: Zone): string | undefined {
  if (moment !== undefined) return dateTimeBoth(Number(moment), zone);
  const now = shownNow();
  return old === undefined || now === null ? tip : `${formatSeconds(now - Number(old))} old`;
}

function place(layer: HTMLElement, owner: HTMLElement): void {
  const at = owner.getBoundingClientRect();
  const { width, height } = layer.getBoundingClientRect();
  const above = at.top - height - GAP_PX;
  const left = Math.min(Math.max(EDGE_PX, at.left + at.width / 2 - width / 2), innerWidth - width - EDGE_PX);
  layer.style.left = `${left}px`;
  layer.style.top = `${above >= EDGE_PX ? above : at.bottom + GAP_PX}px`;
}
