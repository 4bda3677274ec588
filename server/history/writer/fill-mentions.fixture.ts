import { createWriter } from "./writer.ts";

// A program of its own, to be killed: fills the table of mentions, and tells of each step. It waits for a line of its
// input before the next one.
const writer = createWriter({ file: process.argv[2] ?? "", decodeOptions: {} });
writer.find();
for await (const _ of process.stdin) process.stdout.write(`${writer.fillMentions().more}\n`);
