import { Num } from "#components/ui/num";
import { lookOf, StateIcon } from "#components/ui/state";
import { isFall } from "#lib/dna/agent-rows";
import { isForeignKarma } from "#lib/dna/rules";
import { verdictOfChange } from "#lib/dna/verdicts";
import { formatSigned, MISSING } from "#lib/format";
import { useNoticeable } from "./use-noticeable.ts";

interface KarmaValueProps {
  karma: number | null;
  /** It is the parent's: this version has not been scored itself. */
  inherited?: boolean;
  tint?: boolean;
}

/** A karma, 0–1; inherited ones are quieter and marked, foreign ones stand as they came with a warning. */
export function KarmaValue({ karma, inherited, tint }: KarmaValueProps) {
  const foreign = isForeignKarma(karma);
  const label = inherited ? "Inherited from its parent, not scored yet" : "";
  return (
    <span className={`inline-flex items-center gap-1 ${inherited ? "text-quiet" : "text-strong"}`}>
      {foreign && (
        <StateIcon
          state="warning"
          label={["Outside 0–1: shown as its producer sent it", label].filter(Boolean).join("\n")}
          size={12}
        />
      )}
      {inherited && karma !== null && !foreign && <StateIcon state="inherited" label={label} size={12} />}
      <Num value={karma} digits={foreign ? 1 : 2} {...(tint ? { tint } : {})} />
    </span>
  );
}

/** A change of karma with its sign, its direction as an icon; only a real fall is coloured. */
export function KarmaChange({ delta }: { delta: number | null }) {
  const noticeable = useNoticeable();
  if (delta === null) return <span className="text-quiet">{MISSING}</span>;
  const { Icon, word } = lookOf(verdictOfChange(delta, noticeable));
  return (
    <span
      className={`figures inline-flex items-center gap-1 ${isFall(delta) ? "text-warning" : "text-normal"}`}
    >
      <Icon aria-hidden size={12} className={isFall(delta) ? "" : "text-quiet"} />
      <span className="sr-only">{word}</span>
      <span className="inline-block min-w-[5ch] text-end">{formatSigned(delta)}</span>
    </span>
  );
}
