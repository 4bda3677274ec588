import type { Picture, Snapshot } from "./protocol.ts";

/** Parsed in less than 5 ms. */
const ROBOTS_PER_LINE = 500;
/** What is parsed in one go; then the page has its turn. */
const AT_ONCE_MS = 8;

/**
 * A snapshot as JSON whose robots, of which there may be ten thousand, stand in lines of some hundred each, so that
 * they can be read line by line. A line break stands nowhere else in such a text.
 */
export function snapshotText({ state, cursor }: Snapshot): string {
  const { robots, ...rest } = state;
  const around = JSON.stringify({ cursor, state: { ...rest, robots: [] } });
  const lines: string[] = [];
  for (let from = 0; from < robots.length; from += ROBOTS_PER_LINE)
    lines.push(JSON.stringify(robots.slice(from, from + ROBOTS_PER_LINE)).slice(1, -1));
  return `${around.slice(0, -END.length)}\n${lines.join(",\n")}\n${END}`;
}

/** What comes after the robots. */
const END = "]}}";

/** The picture that a text tells which ends with a snapshot's; thousands of robots are read in several turns. */
export async function readPicture(text: string): Promise<Picture> {
  const lines = text.split("\n");
  const picture: Picture = JSON.parse(`${lines[0]}${lines.at(-1)}`);
  const { robots } = picture.snapshot.state;
  let since = performance.now();
  for (const line of lines.slice(1, -1)) {
    if (performance.now() - since > AT_ONCE_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    robots.push(...JSON.parse(`[${line.endsWith(",") ? line.slice(0, -1) : line}]`));
  }
  return picture;
}
