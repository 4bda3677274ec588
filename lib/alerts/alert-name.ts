import type { RuleKind } from "./kinds.ts";
import { kindName } from "./rule-words.ts";
import type { Subject } from "./track.ts";

/** "Battery low, robot_007": one alert among many. It stays, whatever its value becomes. */
export const alertName = ({ kind, subject }: { kind: RuleKind; subject: Subject }): string =>
  `${kindName(kind)}, ${subject.id}`;
