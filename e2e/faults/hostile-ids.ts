/** Whatever is made outside of its place is known by it. */
export const ESCAPED = "bw-escaped";
/** Somebody else's id: whoever takes one of those below for a pattern or a part of a key meets it. */
export const VICTIM = "victim";

const AS_PATHS = [
  "..",
  ".",
  "/",
  "\\",
  "a/b",
  "../../../../etc/passwd",
  `../${ESCAPED}`,
  `../../${ESCAPED}`,
  `..\\${ESCAPED}`,
  `/tmp/${ESCAPED}`,
  `file:///tmp/${ESCAPED}`,
  `%2e%2e%2f${ESCAPED}`,
  `..%2f${ESCAPED}`,
  `%252e%252e%252f${ESCAPED}`,
  "%00",
  "%",
  "nul",
  "~",
  `$(touch ${ESCAPED})`,
  `; touch ${ESCAPED}`,
];
const AS_PATTERNS = [
  "*",
  "**",
  "?",
  "vic*",
  "*m",
  "victi?",
  "[v]ictim",
  "[a-z]*",
  "{victim,a}",
  "_ictim",
  "v%",
];
const AS_KEYS = [
  "brain:events:stream",
  "brain.events.missions",
  "brain:events:log:2026-01-01",
  "{brain:events:stream}:epoch",
  "{brain:events:stream}:records:dna:agents",
  `{brain:events:stream}:records:${ESCAPED}`,
  "{brain:events:stream}:lease:alerts",
  "{brain:events:stream}:dedup:victim",
  "victim/",
  "victim/0000000001",
  "robot victim",
  "snapshot_id",
  "counts",
];
const AS_CODE = [
  "'; DROP TABLE records; --",
  '" OR 1=1 --',
  "__proto__",
  "constructor",
  "toString",
  "null",
  "0",
  "-1",
  "1e3",
];
/** Right to left, with what has no width, with a look-alike, with blanks, in two forms of one letter. */
const AS_OTHERS = [
  "\u202emitciv",
  "\u2066victim\u2069",
  "victim\u200b",
  "v\u0456ctim",
  " victim",
  "victim ",
  "VICTIM",
  "\u00e9",
  "e\u0301",
];

/** Ids that mean something to whoever takes them for more than a text. All of these are legal. */
export const LEGAL_IDS: readonly string[] = [
  ...AS_PATHS,
  ...AS_PATTERNS,
  ...AS_KEYS,
  ...AS_CODE,
  ...AS_OTHERS,
  "x".repeat(128),
];

export const ILLEGAL_IDS: readonly string[] = [
  "",
  "\0",
  "victim\0",
  "a\0b",
  "a\nb",
  "a\r\nSet-Cookie: a=b",
  "\u0007",
  "\u007f",
  "\u0085",
  "\u009b31m",
  "x".repeat(129),
  "x".repeat(10_240),
];
