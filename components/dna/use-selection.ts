"use client";

import { useCallback } from "react";
import { useUrlParam } from "../ui/use-url-param.ts";

/** Which version of an agent is looked at, and with which it is compared: for the whole page, in its address. */
export interface Selection {
  /** Null follows the newest. */
  chosen: number | null;
  /** Null compares with its parent. */
  compared: number | null;
  select: (version: number | null) => void;
  compare: (version: number | null) => void;
  /** For another agent. */
  clear: () => void;
}

export function useSelection(): Selection {
  const [v, setV] = useUrlParam("v");
  const [cmp, setCmp] = useUrlParam("cmp");
  const select = useCallback((version: number | null) => setV(textOf(version)), [setV]);
  const compare = useCallback((version: number | null) => setCmp(textOf(version)), [setCmp]);
  const clear = useCallback(() => {
    setV(null);
    setCmp(null);
  }, [setV, setCmp]);
  return { chosen: versionIn(v), compared: versionIn(cmp), select, compare, clear };
}

const textOf = (version: number | null): string | null => (version === null ? null : String(version));

/** A version's number in an address; anything else is none. */
export function versionIn(text: string | null): number | null {
  const version = Number(text);
  return text && Number.isInteger(version) && version > 0 ? version : null;
}
