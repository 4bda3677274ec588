import { shortenMiddle } from "../format.ts";
import { isObject } from "../json.ts";
import {
  amount,
  amountWords,
  answerWords,
  clip,
  LONGEST,
  listWords,
  oneLine,
  wordsOf,
} from "./sentence-words.ts";

const TOLD_PARTS = 4;
const VALUE_CHARS = 48;
const ID_CHARS = 20;
/** Leaves looked at: a payload may have thousands. */
const LEAVES = 40;
const DEPTH = 3;

/**
 * An event of a type without a sentence of its own, told from its type and its payload's plain leaves: what happened,
 * from what to what, why, to whom, how much. `told` are fields that stand beside the sentence already.
 */
export function foreignSentence(
  type: string,
  payload: Record<string, unknown>,
  told: ReadonlySet<string>,
): string {
  const message = ownMessage(payload);
  if (message) return clip(message, LONGEST);
  const left = new Map(
    leavesOf(payload)
      .filter(({ path }) => !told.has(path))
      .map((leaf) => [leaf.path, leaf]),
  );
  const parts = [
    ...transitions(left),
    ...failures(left),
    ...[...left.values()].flatMap((leaf) => partOf(leaf, left)).sort(byRank),
  ];
  if (parts.length === 0) parts.push(...[...left.values()].flatMap(tieOf));
  return sentenceOf(subjectOf(type), parts.slice(0, TOLD_PARTS));
}

function sentenceOf(subject: string, parts: readonly Part[]): string {
  const start = clip(subject, LONGEST);
  let text = start;
  for (const { words } of parts) {
    const longer = `${text}${text === start ? ": " : ", "}${words}`;
    if (longer.length <= LONGEST) text = longer;
  }
  return text;
}

// One word after the module needs the module to mean anything: "Mission created", but "Approval expired".
function subjectOf(type: string): string {
  const rest = type.slice(type.indexOf(".") + 1);
  const words = wordsOf(/[._-]/.test(rest) ? rest : type);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A sentence that the event brings along. */
function ownMessage(payload: Record<string, unknown>): string | null {
  for (const name of ["message", "title", "summary"]) {
    const value = payload[name];
    if (typeof value === "string" && value.trim().includes(" ") && (name !== "title" || isAlone(payload)))
      return oneLine(value);
  }
  return null;
}

const isAlone = (payload: Record<string, unknown>): boolean => Object.keys(payload).length === 1;

interface Leaf {
  path: string;
  /** Its own name. */
  name: string;
  value: string | number | boolean | readonly unknown[];
}

/** Lower is told first. */
interface Part {
  rank: number;
  words: string;
}
const byRank = (a: Part, b: Part): number => a.rank - b.rank;

function leavesOf(payload: Record<string, unknown>): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (object: Record<string, unknown>, prefix: string, depth: number): void => {
    for (const name of Object.keys(object)) {
      if (leaves.length >= LEAVES) return;
      const value = object[name];
      if (isObject(value)) {
        if (depth < DEPTH) walk(value, `${prefix}${name}.`, depth + 1);
      } else if (isTold(value)) leaves.push({ path: prefix + name, name, value });
    }
  };
  walk(payload, "", 1);
  return leaves;
}

const isTold = (value: unknown): value is Leaf["value"] =>
  (typeof value === "string" && value.trim() !== "") ||
  (typeof value === "number" && Number.isFinite(value)) ||
  typeof value === "boolean" ||
  Array.isArray(value);

type Leaves = Map<string, Leaf>;

function take(leaves: Leaves, path: string): Leaf | undefined {
  const leaf = leaves.get(path);
  if (leaf === undefined || Array.isArray(leaf.value)) return undefined;
  leaves.delete(path);
  return leaf;
}

const PAIRS: [from: RegExp, to: (path: string) => string[]][] = [
  [/(^|\.)from(_\w+)?$/, (path) => [path.replace(/from((?:_\w+)?)$/, "to$1")]],
  [/(^|\.)old_?(\w*)$/, (path) => [path.replace(/old((?:_?\w*))$/, "new$1")]],
  [/(^|\.)(previous|prev)_?(\w*)$/, previousPartners],
  [/_before$/, (path) => [path.replace(/_before$/, "_after")]],
];

function previousPartners(path: string): string[] {
  const [, start = "", rest = ""] = /^(.*?)(?:previous|prev)_?(\w*)$/.exec(path) ?? [];
  return rest
    ? [`${start}new_${rest}`, `${start}current_${rest}`, `${start}${rest}`]
    : [`${start}current`, `${start}new`];
}

/** "draft → review" out of a field and its counterpart. */
function transitions(leaves: Leaves): Part[] {
  const parts: Part[] = [];
  for (const [path, leaf] of [...leaves])
    for (const [form, partners] of PAIRS) {
      if (Array.isArray(leaf.value) || !form.test(path)) continue;
      const partner = partners(path).find((other) => other !== path && isSingle(leaves.get(other)));
      if (!partner || !leaves.has(path)) continue;
      const to = take(leaves, partner);
      take(leaves, path);
      if (to) parts.push({ rank: 0, words: `${nounOf(leaf.name)}${said(leaf)} → ${said(to)}` });
    }
  return parts;
}

const isSingle = (leaf: Leaf | undefined): boolean => leaf !== undefined && !Array.isArray(leaf.value);

// "from_state" needs no noun, "old_mode" does.
function nounOf(name: string): string {
  const noun = name.replace(/^(from|old|previous|prev)_?/, "").replace(/_before$/, "");
  return ["", "state", "status"].includes(noun) ? "" : `${wordsOf(noun)} `;
}

const REASONS = [
  "error_message",
  "error",
  "reason",
  "failure_reason",
  "cause",
  "error.message",
  "detail",
  "message",
];
const KINDS = ["error_type", "error_code", "error.type", "error.code"];

/** Why, in the event's own words. */
function failures(leaves: Leaves): Part[] {
  const kind = KINDS.map((path) => take(leaves, path)).find(Boolean);
  const reason = REASONS.map((path) => take(leaves, path)).find(Boolean);
  const words = [kind, reason].flatMap((leaf) =>
    leaf ? [clip(asWords(oneLine(String(leaf.value))), VALUE_CHARS * 2)] : [],
  );
  return words.length > 0 ? [{ rank: 1, words: words.join(": ") }] : [];
}

// What says nothing to a person: times (the event has one), hashes, and what ties events together.
const TIES = /^(tenant|correlation|request|trace|span|session|event)_id$/;
const SILENT = /(_at|_hash|_token|_path|_date|^timestamp|^date|^meta|schema_version)$/;
const STATES = /(^|_)(status|state|decision|result|outcome|verdict|phase|action|mode|level)$/;
const TITLES = /(^|_)(name|title|label)$/;
const PLACES = /(^|_)(zone|topic|subject|role)$/;

function partOf(leaf: Leaf, leaves: Leaves): Part[] {
  const { path, name, value } = leaf;
  if (SILENT.test(name) || TIES.test(name)) return [];
  const full = fullName(path, name);
  if (Array.isArray(value)) return [{ rank: 8, words: listWords(full, value.length) }];
  if (typeof value === "number") {
    const unit = AMOUNTS.test(name) && UNIT_NAMES.map((beside) => take(leaves, beside)).find(Boolean);
    const words = name === "count" ? `${wordsOf(full)} ${amount(value)}` : amountWords(full, value);
    return [{ rank: 5, words: unit ? `${words} ${said(unit)}` : words }];
  }
  if (typeof value === "boolean") return [{ rank: 7, words: answerWords(full, value) }];
  if (UNIT_NAMES.includes(path) && !leaves.has(path)) return [];
  if (ID.test(name)) return [idPart(leaf)];
  if (TITLES.test(name)) return [{ rank: 3, words: said(leaf) }];
  return [
    { rank: STATES.test(name) ? 2 : PLACES.test(name) ? 3 : 6, words: `${wordsOf(full)} ${said(leaf)}` },
  ];
}

function idPart(leaf: Leaf): Part {
  const noun = wordsOf(leaf.name.replace(ID, "") || parentOf(leaf.path));
  return { rank: 4, words: `${noun} ${said(leaf)}`.trim() };
}

/** What ties events together is told where an event is about nothing else. */
const tieOf = (leaf: Leaf): Part[] =>
  TIES.test(leaf.name) && !Array.isArray(leaf.value) ? [idPart(leaf)] : [];

const AMOUNTS = /^(amount|price|cost|value|balance|total)$/;
const UNIT_NAMES = ["currency", "unit"];
const ID = /(^|_)(id|uuid)$/;

// A nested "status" means something only with what it is the status of.
const BARE = /^(status|state|type|kind|count|value|code|level|name|enabled)$/;
const WRAPPERS = /^(data|payload|details|message|event|info|context|result|body|params|)$/;

function fullName(path: string, name: string): string {
  const parent = parentOf(path);
  return BARE.test(name) && !WRAPPERS.test(parent) ? `${parent}_${name}` : name;
}

const parentOf = (path: string): string => path.split(".").at(-2) ?? "";

/** A value by itself. Only a state's or a reason's token is read as words: any other may be somebody's id. */
function said({ name, value }: Leaf): string {
  if (typeof value === "number") return amount(value);
  const line = oneLine(String(value));
  if (ID.test(name)) return shortenMiddle(line, ID_CHARS);
  if (name === "severity") return line.toLowerCase();
  return clip(STATES.test(name) ? asWords(line) : line, VALUE_CHARS);
}

// "token_not_found" reads as words, a sentence stays as it is.
const asWords = (line: string): string => (/^[a-z]+(_[a-z0-9]+)+$/.test(line) ? wordsOf(line) : line);
