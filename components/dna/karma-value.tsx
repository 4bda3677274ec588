import { Num } from "#components/ui/num";
import { StateIcon } from "#components/ui/state";
import { isForeignKarma, verdictOfChange } from "#lib/dna/agent-rows";
import { formatSigned, MISSING } from "#lib/format";

interface KarmaValueProps {
  karma: number | null;
  /** It is the parent's: this version has not been scored itself. */
  inherited?: boolean;
  tint?: boolean;
}

/** A karma, 0–1; inherited ones are quieter and marked, foreign ones stand as they came with a warning. */
export function KarmaValue({ karma, inherited, tint }: KarmaValueProps) {
  return (
    <span className={`inline-flex items-center gap-1 ${inherited ? "text-quiet" : "text-strong"}`}>
      {isForeignKarma(karma) && (
        <StateIcon state="warning" label="Outside 0–1: shown as its producer sent it" size={12} />
      )}
      {inherited && karma !== null && (
        <StateIcon state="inherited" label="Inherited from its parent, not scored yet" size={12} />
      )}
      <Num value={karma} digits={2} {...(tint ? { tint } : {})} />
    </span>
  );
}

/** A change of karma with its sign, its direction as an icon. */
export function KarmaChange({ delta }: { delta: number | null }) {
  if (delta === null) return <span className="text-quiet">{MISSING}</span>;
  const verdict = verdictOfChange(delta);
  const color = verdict === "regressed" ? "text-warning" : verdict === "improved" ? "text-ok" : "text-quiet";
  return (
    <span className={`figures inline-flex items-center gap-1 ${color}`}>
      <StateIcon state={verdict} size={12} />
      <span className="inline-block min-w-[5ch] text-end">{formatSigned(delta)}</span>
    </span>
  );
}
