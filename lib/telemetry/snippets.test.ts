import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { preparation, SNIPPETS, type Snippet } from "./snippets.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** What stands in the README under a title, down to the end of its code. */
function shown(title: string): string {
  const from = readme.indexOf(`**${title}**`);
  const code = readme.indexOf("```", from) + 3;
  return from === -1 ? "" : readme.slice(from, readme.indexOf("```", code) + 3);
}

test.each(Object.values<Snippet>(SNIPPETS))("the README shows $title as the pages do", (snippet) => {
  const { title, language } = snippet;
  const commands = preparation(snippet).map((command) => `\`${command}\``);
  const code = snippet.code("http://localhost:3000", "robot_001");
  expect(shown(title)).toBe(
    `**${title}**: ${commands.join(", then ")}\n\n\`\`\`${language}\n${code}\n\`\`\``,
  );
});

test("the README leads to the page", () => {
  expect(readme.includes("(http://localhost:3000/robots/connect)")).toBe(true);
});

describe("whatever the robot is called, a program stays one", () => {
  const ids = ['a"b', "a'b", "a\\b", "a`b$c", 'x");process.exit();("', "ä 🤖/?#&%"];
  test.each(ids)("%s", (id) => {
    expect(SNIPPETS.javascript.code("http://x", id)).toContain(
      `{ auth: { robot_id: ${JSON.stringify(id)} } }`,
    );
    expect(SNIPPETS.python.code("http://x", id)).toContain(`auth={"robot_id": ${JSON.stringify(id)}}`);
    for (const name of ["websockets", "plain"] as const) {
      const address = /"(wss?:[^"]*)"/.exec(SNIPPETS[name].code("https://x", id))?.[1] ?? "";
      expect(address).toMatch(/^wss:\/\/x\/api\/telemetry\/ws\/[\w.~%-]+$/);
      expect(decodeURIComponent(address.split("/").at(-1) ?? "")).toBe(id);
    }
  });
});
