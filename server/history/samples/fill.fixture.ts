import { createSampleFile } from "./file.ts";

// A program of its own, to be killed: makes the columns of a file from before them, and tells of each step. It waits for
// a line of its input before the next one.
const file = createSampleFile({ file: process.argv[2] ?? "" });
for await (const _ of process.stdin) process.stdout.write(`${file.fill(null).more}\n`);
