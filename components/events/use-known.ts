"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Known, KnownField } from "../../lib/query/complete.ts";
import { ENVELOPE_FIELDS } from "../../lib/query/syntax.ts";
import { fetchFields, fetchValues } from "./fetch-events.ts";

// What a person types in a burst is asked for once.
const ASK_AFTER_MS = 120;

const OWN: readonly KnownField[] = ENVELOPE_FIELDS.map((name) => ({
  name,
  kind: name === "time" || name === "received" ? "time" : "text",
  types: [],
}));

/** The fields and values that the server has seen. Without an answer the envelope's own names are known at least. */
export function useKnown(): [known: Known, ask: (field: string, prefix: string) => () => void] {
  const fields = useFields() ?? OWN;
  const [values, setValues] = useState<ReadonlyMap<string, readonly string[]>>(new Map());
  const ask = useCallback((field: string, prefix: string) => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetchValues(field, prefix, stop.signal).then(
        (seen) => setValues((known) => new Map(known).set(keyOf(field, prefix), seen)),
        // Nothing to offer: whoever types goes on typing.
        () => {},
      );
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, []);
  const known = useMemo<Known>(
    () => ({ fields, valuesOf: (field, prefix) => values.get(keyOf(field, prefix)) ?? null }),
    [fields, values],
  );
  return [known, ask];
}

/** The fields seen so far; null until they are known. */
export function useFields(): readonly KnownField[] | null {
  const [fields, setFields] = useState<readonly KnownField[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetchFields(stop.signal).then(
      ({ fields }) => setFields(fields),
      () => {},
    );
    return () => stop.abort();
  }, []);
  return fields;
}

const keyOf = (field: string, prefix: string): string => `${field} ${prefix}`;
