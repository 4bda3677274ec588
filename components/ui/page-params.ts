/** A page's query as Next hands it over. */
export type PageParams = Promise<Record<string, string | string[] | undefined>>;

/** Reads a parameter as the browser's part of the page does: of one that is given twice, the first; null without. */
export async function readParams(params: PageParams): Promise<(name: string) => string | null> {
  const given = await params;
  return (name) => [given[name]].flat()[0] ?? null;
}
