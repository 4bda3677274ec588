import { readFileSync, writeFileSync } from "node:fs";
import { accessTable } from "./access-table.ts";

/** Puts the table into SECURITY.md; a test says when it is old. */
const text = readFileSync("SECURITY.md", "utf8");
writeFileSync(
  "SECURITY.md",
  text.replace(/(<!-- table -->\n)[\s\S]*(\n<!-- \/table -->)/, `$1${accessTable()}$2`),
);
