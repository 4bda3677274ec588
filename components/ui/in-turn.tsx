"use client";

import { type ReactNode, useEffect, useState } from "react";
import { inTurn } from "./turns.ts";

interface InTurnProps {
  /** What stands in its place until then, in its size. */
  meanwhile: ReactNode;
  children: ReactNode;
}

/** Draws a part of a page for the first time in a task of its own: several large ones at once would stop the page. */
export function InTurn({ meanwhile, children }: InTurnProps) {
  const [come, setCome] = useState(false);
  useEffect(() => inTurn(() => setCome(true)), []);
  return come ? children : meanwhile;
}
