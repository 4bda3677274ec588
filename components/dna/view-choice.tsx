"use client";

import { Segmented } from "#components/ui/choice";
import { useUrlParam } from "../ui/use-url-param.ts";

const VIEWS = [
  { value: "agents", label: "Agents" },
  { value: "impact", label: "What helps" },
  { value: "compare", label: "Compare" },
] as const;

export type View = (typeof VIEWS)[number]["value"];

/** What the page is about: each agent, all of their mutations, or a few agents side by side. */
export function useView(): [view: View, set: (view: View) => void] {
  const [text, setText] = useUrlParam("view");
  const view = VIEWS.find(({ value }) => value === text)?.value ?? "agents";
  return [view, (next) => setText(next === "agents" ? null : next, "push")];
}

export function ViewChoice() {
  const [view, setView] = useView();
  return <Segmented label="View" options={VIEWS} value={view} onChange={setView} />;
}
