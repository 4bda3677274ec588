import { plainText } from "../events/decode-reasons.ts";
import { dateTime, formatNumber, plural } from "../format.ts";
import { kindOf } from "./findings.ts";
import { type GroupedFinding, groupFindings } from "./grouped.ts";
import { sourceName as nameOfSource, typeName as nameOfType } from "./names.ts";
import { type BadSample, type DoctorReport, FURTHER_SOURCES, type TypeReport } from "./report.ts";

/** Whom a letter is about: everything of one producer, or one event type of all its producers. */
export type About = { source: string } | { type: string };

interface Told extends GroupedFinding {
  type: string;
}

/** Further points are told by their number only: nobody reads the fortieth. */
const POINTS = 20;

/**
 * A text for a producer's owner, ready to be sent: what deviates, where, what the contract says, and what Brainwave
 * did with it. Plain text; the same report gives the same letter.
 */
export function letter(report: DoctorReport, about: About): string {
  const types = report.types.filter((type) => concerns(type, about));
  const all = types.flatMap((type) => findingsOf(type, about));
  const points = all.filter(({ level }) => level !== "notice");
  const notices = all.filter(({ level }) => level === "notice");
  const sample = types.find(({ sample }) => sample && isOf(sample, about))?.sample ?? null;
  const parts = [
    subjectLine(about, points.length),
    "Hello,",
    opening(types, about, points.length),
    ...points.slice(0, POINTS).map((point, index) => pointText(point, index + 1, about)),
    points.length > POINTS &&
      `There ${points.length === POINTS + 1 ? "is" : "are"} ${plural(points.length - POINTS, "further point")} of this kind.`,
    sample && sampleText(sample),
    notices.length > 0 && noticesText(notices),
    points.length > 0 &&
      "Nothing was changed in the stream. The Contract tab of Brainwave's events page shows all of it, as it is now.",
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** Whether there is anything to write about. */
export const hasPoints = (report: DoctorReport, about: About): boolean =>
  report.types.some(
    (type) => concerns(type, about) && findingsOf(type, about).some(({ level }) => level !== "notice"),
  );

const concerns = (report: TypeReport, about: About): boolean =>
  "type" in about
    ? report.type === about.type
    : report.producers.some(({ source }) => source === about.source);

const findingsOf = ({ type, findings }: TypeReport, about: About): Told[] =>
  groupFindings(findings.filter(({ source }) => "type" in about || source === about.source)).map(
    (finding) => ({ ...finding, type }),
  );

const isOf = ({ fields }: BadSample, about: About): boolean =>
  "type" in about || (fields.source ?? "") === about.source;

function subjectLine(about: About, points: number): string {
  const whose =
    "type" in about ? `Events of type ${typeName(about.type)}` : `Events of ${sourceName(about.source)}`;
  return `Subject: ${whose} and the BRAiN event contract (${plural(points, "point")})`;
}

function opening(types: readonly TypeReport[], about: About, points: number): string {
  const producers = types.flatMap((type) =>
    type.producers.filter(({ source }) => "type" in about || source === about.source),
  );
  // A type has more entries than those of the producers that are told apart.
  const counted = "type" in about ? types : producers;
  const seen = sum(counted.map((one) => one.seen));
  const unread = sum(counted.map(({ quarantined }) => quarantined));
  const last = Math.max(0, ...counted.map(({ last_seen }) => last_seen));
  const which =
    "type" in about
      ? `${plural(seen, "entry", "entries")} of type ${typeName(about.type)}, from ${listed(namesOf(types))}`
      : `${plural(seen, "entry", "entries")} from ${sourceName(about.source)}, of the types ${listed(types.map(({ type }) => typeName(type)))}`;
  const read =
    unread > 0 ? `${formatNumber(unread)} of them could not be read.` : "All of them could be read.";
  const verdict =
    points === 0
      ? "Nothing in them deviates from the event contract (Charter v1.0)."
      : `This is what deviates from the event contract (Charter v1.0), with an example each.`;
  return wrapped(
    `Brainwave reads the event stream and has seen ${which}, the last one at ${when(last)}. ${read} ${verdict}`,
  );
}

function pointText(point: Told, number: number, about: About): string {
  const { section, says, did } = kindOf(point.code, point.field);
  const whose =
    "type" in about ? `from ${listed(point.sources.map(sourceName))}` : `type ${typeName(point.type)}`;
  const span =
    point.count === 1
      ? `at ${when(point.first_seen)}`
      : `from ${when(point.first_seen)} to ${when(point.last_seen)}`;
  return [
    wrapped(`${number}. ${whose}: ${plainText(point.field)} ${plainText(point.words)}.`, "   ").slice(3),
    wrapped(
      `In ${plural(point.count, "entry", "entries")}, ${span}. First in stream entry ${point.stream_id}${point.example === null ? "" : `, where it was: ${plainText(point.example)}`}.`,
      "   ",
    ),
    wrapped(`The contract (section ${section}) says: ${says}`, "   "),
    wrapped(`What Brainwave did: ${did}`, "   "),
  ].join("\n");
}

function sampleText({ stream_id, fields }: BadSample): string {
  const lines = Object.entries(fields).map(([name, value]) => `   ${plainText(name)}: ${plainText(value)}`);
  return [
    `The first entry that could not be read (${stream_id}), as it came, long values shortened:`,
    ...(lines.length > 0 ? lines : ["   (it has no fields)"]),
  ].join("\n");
}

function noticesText(notices: readonly Told[]): string {
  const lines = notices
    .slice(0, POINTS)
    .map(({ type, field, words, count }) =>
      wrapped(
        `- ${typeName(type)}: ${plainText(field)} ${plainText(words)} (${plural(count, "entry", "entries")}).`,
        "  ",
      ).slice(2),
    );
  return ["Allowed, but worth knowing:", ...lines].join("\n");
}

const typeName = (type: string): string => plainText(nameOfType(type));
const sourceName = (source: string): string => plainText(nameOfSource(source));
const namesOf = (types: readonly TypeReport[]): string[] =>
  types.flatMap(({ producers, more_producers }) => [
    ...producers.map(({ source }) => sourceName(source)),
    ...(more_producers > 0 ? [sourceName(FURTHER_SOURCES)] : []),
  ]);
const when = (seconds: number): string => dateTime(seconds, "utc");
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const LISTED = 6;

function listed(names: readonly string[]): string {
  const further = sourceName(FURTHER_SOURCES);
  const unique = [...new Set(names)].filter((name) => name !== further);
  const more = unique.length - LISTED;
  const told = unique.slice(0, LISTED).join(", ");
  if (names.includes(further)) return `${told} and ${further}`;
  return told + (more > 0 ? ` and ${more} more` : "");
}

const LINE_CHARS = 88;

/** Broken into lines between words, each with the indent. */
function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.length > indent.length && line.length + 1 + word.length > LINE_CHARS) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line].join("\n");
}
