"use client";

import { useMemo } from "react";
import { type Between, betweenText, parseBetween } from "../events/between.ts";
import { useUrlParam } from "../ui/use-url-param.ts";

/** The stretch of time that the page is narrowed to, written in the address as the events page writes it. */
export function useWindow(): [window: Between | null, choose: (window: Between | null) => void] {
  const [text, setText] = useUrlParam("window");
  const window = useMemo(() => parseBetween(text), [text]);
  return [window, (next) => setText(next && betweenText(next))];
}

/** The same stretch on the events page. */
export const eventsOf = (window: Between): string =>
  `/events?${new URLSearchParams({ show: "newest", window: betweenText(window) })}`;
