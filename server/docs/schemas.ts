import { z } from "zod";

type JsonSchema = Record<string, unknown>;

/** Turns zod schemas into JSON Schema for one OpenAPI document; those with an id become its components. */
export function createSchemas() {
  const components: Record<string, JsonSchema> = {};

  function add(id: string, schema: JsonSchema): void {
    const known = components[id];
    // Input and output of one schema may differ; then each needs a name of its own.
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`Two different schemas are called ${id}`);
    components[id] = schema;
  }

  return {
    components,
    /** `io` says which side of the schema is meant: what is sent in, or what comes out. */
    toJson(type: z.ZodType, io: "input" | "output"): JsonSchema {
      const json = z.toJSONSchema(type, { io, unrepresentable: "any", override: plainer });
      const { $schema, $defs, ...own } = withComponentRefs(json);
      for (const [id, schema] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) add(id, schema);
      return own;
    },
  };
}

/** Of zod's JSON Schema, what a reader needs; answers may gain fields, so none says it never has more. */
function plainer({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (JSON.stringify(jsonSchema.propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames;
}

const withComponentRefs = (json: unknown): JsonSchema =>
  JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));
