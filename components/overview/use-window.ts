"use client";

import { parseView, viewParams } from "../events/view.ts";
import { useUrlParam } from "../ui/use-url-param.ts";

/** A stretch of time that the page is narrowed to. Unix seconds. */
export interface Window {
  from: number;
  to: number;
}

/** The stretch in the address, written as the events page writes it, so that a link shows the same. */
export function useWindow(): [window: Window | null, choose: (window: Window | null) => void] {
  const [text, setText] = useUrlParam("window");
  const { span } = parseView(new URLSearchParams({ show: "newest", window: text ?? "" }));
  const window = span.kind === "between" ? { from: span.from, to: span.to } : null;
  return [window, (next) => setText(next && (paramsOf(next).window ?? null))];
}

/** The same stretch on the events page. */
export const eventsOf = (window: Window): string =>
  `/events?${new URLSearchParams(Object.entries(paramsOf(window)).filter((pair): pair is [string, string] => pair[1] !== null))}`;

const paramsOf = ({ from, to }: Window) =>
  viewParams({ query: "", show: { kind: "newest" }, span: { kind: "between", from, to }, columns: [] });
