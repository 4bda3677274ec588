/** One line of progress for the person who typed the command. @param {string} line */
export const say = (line) => process.stdout.write(`${line}\n`);

/** A reason to end the command that a person can act on; it is printed without a stack. */
export class Stop extends Error {
  /** @param {string} message @param {{ output?: string }} [detail] what the failing program printed */
  constructor(message, { output = "" } = {}) {
    super(message);
    this.output = output;
  }
}

/** @param {number} sinceMs as `Date.now()` gave it */
export const secondsSince = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** The end of a long output, which is where programs say what went wrong. @param {string} output */
export function tailOf(output, lineCount = 60) {
  const lines = output.trimEnd().split("\n");
  return lines.length <= lineCount ? lines.join("\n") : ["…", ...lines.slice(-lineCount)].join("\n");
}
