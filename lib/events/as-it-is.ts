import type { z } from "zod";
import { isObject } from "../json.ts";

type Fits = (value: unknown) => boolean;

/** Leaves it to the schema. */
const NEVER: Fits = () => false;

/**
 * Whether a schema would return a value of JSON just as it is, found out without making anything: nearly every payload
 * of the stream is such, and the schema takes many times longer to say so. False means only that the schema must be asked.
 */
export function asItIs(schema: z.core.$ZodType): Fits {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "unknown":
      return () => true;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "string":
      return "format" in def ? NEVER : both((value) => typeof value === "string", checksOf(def));
    case "number":
      return both(numberOf(def), checksOf(def));
    case "enum": {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case "array":
      return both(listOf(asItIs(def.element)), checksOf(def));
    case "record":
      return both(recordOf(def), checksOf(def));
    case "object":
      return both(objectOf(def), checksOf(def));
    case "nullable": {
      const inner = asItIs(def.innerType);
      return (value) => value === null || inner(value);
    }
    case "optional":
      return asItIs(def.innerType);
    case "transform":
      // Its result for this very value says it.
      return (value) => (def.transform as (value: unknown) => unknown)(value) === value;
    case "pipe":
      return both(asItIs(def.in), asItIs(def.out));
    default:
      return NEVER;
  }
}

function both(first: Fits, second: Fits | null): Fits {
  return second ? (value) => first(value) && second(value) : first;
}

function numberOf({ format }: z.core.$ZodNumberDef & { format?: string }): Fits {
  // JSON's 1e999 is infinite.
  if (format === undefined) return Number.isFinite;
  return format === "safeint" ? Number.isSafeInteger : NEVER;
}

function listOf(element: Fits): Fits {
  return (value) => Array.isArray(value) && value.every((item) => element(item));
}

function recordOf({ keyType, valueType }: z.core.$ZodRecordDef): Fits {
  const { def } = (keyType as unknown as z.core.$ZodTypes)._zod;
  if (def.type !== "string" || "format" in def || def.checks?.length) return NEVER;
  const fits = asItIs(valueType);
  return (value) => {
    if (!isObject(value)) return false;
    for (const key in value) if (!fits(value[key])) return false;
    return true;
  };
}

/** One that keeps what it doesn't know; others would take it out. */
function objectOf({ shape, catchall }: z.core.$ZodObjectDef): Fits {
  if (catchall?._zod.def.type !== "unknown") return NEVER;
  const fields = Object.entries(shape).map(([name, schema]) => ({
    name,
    fits: asItIs(schema),
    mayBeAbsent: schema._zod.def.type === "optional",
  }));
  return (value) => {
    if (!isObject(value)) return false;
    for (const { name, fits, mayBeAbsent } of fields) {
      const own = value[name];
      if (own === undefined ? !mayBeAbsent : !fits(own)) return false;
    }
    return true;
  };
}

function checksOf({ checks }: z.core.$ZodTypeDef): Fits | null {
  return (checks ?? []).map(checkOf).reduce<Fits | null>((all, one) => (all ? both(all, one) : one), null);
}

// Each is asked only once the value is known to be of its kind.
function checkOf(check: z.core.$ZodCheck<never>): Fits {
  const { def } = (check as unknown as z.core.$ZodChecks)._zod;
  switch (def.check) {
    case "min_length":
      return (value) => (value as string).length >= def.minimum;
    case "max_length":
      return (value) => (value as string).length <= def.maximum;
    case "greater_than":
      return (value) =>
        def.inclusive
          ? (value as number) >= (def.value as number)
          : (value as number) > (def.value as number);
    default:
      return isCustom(def) ? (value) => def.fn(value) === true : NEVER;
  }
}

const isCustom = (def: unknown): def is { fn(value: unknown): unknown } =>
  isObject(def) && def.check === "custom" && typeof def.fn === "function";
