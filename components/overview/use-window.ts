"use client";

import { useMemo } from "react";
import { parseStretch, type Stretch, stretchText } from "../events/stretch.ts";
import { useUrlParam } from "../ui/use-url-param.ts";

/** The stretch of time that the page is narrowed to, written in the address as the events page writes it. */
export function useWindow(): [window: Stretch | null, choose: (window: Stretch | null) => void] {
  const [text, setText] = useUrlParam("window");
  const window = useMemo(() => parseStretch(text), [text]);
  return [window, (next) => setText(next && stretchText(next))];
}

/** The same stretch on the events page. */
export const eventsOf = (window: Stretch): string =>
  `/events?${new URLSearchParams({ show: "newest", window: stretchText(window) })}`;
