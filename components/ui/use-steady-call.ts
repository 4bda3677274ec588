"use client";

import { useCallback, useRef } from "react";

/**
 * The same function as long as the component lives; it calls the one that was given last. So a memoised child isn't drawn
 * again for a callback. Undefined stays undefined.
 */
export function useSteadyCall<Args extends unknown[], Result>(
  call: (...args: Args) => Result,
): (...args: Args) => Result;
export function useSteadyCall<Args extends unknown[], Result>(
  call: ((...args: Args) => Result) | undefined,
): ((...args: Args) => Result) | undefined;
export function useSteadyCall<Args extends unknown[], Result>(
  call: ((...args: Args) => Result) | undefined,
): ((...args: Args) => Result) | undefined {
  const latest = useRef(call);
  latest.current = call;
  const steady = useCallback((...args: Args) => (latest.current as (...args: Args) => Result)(...args), []);
  return call && steady;
}
