"use client";

import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { WriteButton, WritingNote } from "#components/history/write-button";
import { Button } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { FormError } from "#components/ui/form";
import { conditionWords, kindName } from "#lib/alerts/rule-words";
import type { Rule } from "#lib/alerts/rules";
import { useAct } from "../use-act.ts";
import { RuleFields } from "./rule-fields.tsx";
import { useWhatIf } from "./use-what-if.ts";
import { WhatIfPanel } from "./what-if-panel.tsx";

interface RuleDrawerProps {
  rule: Rule;
  /** It isn't as it came. */
  isChanged: boolean;
  open: boolean;
  onClose: () => void;
}

/** One rule, and what it would have told over the last seven days while its sliders move. */
export default function RuleDrawer({ rule, isChanged, open, onClose }: RuleDrawerProps) {
  const [changed, setChanged] = useState<Partial<Rule>>({});
  const tried = { ...rule, ...changed };
  const answer = useWhatIf(open ? tried : null);
  const same = Object.keys(changed).length === 0;
  const { busy, failed, act } = useAct();
  const path = `/api/alerts/rules/${encodeURIComponent(rule.id)}`;
  async function save(): Promise<void> {
    const { id: _, ...body } = tried;
    if (await act("PUT", path, body)) setChanged({});
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={kindName(rule.kind)}
      sub={conditionWords(rule.kind, rule.threshold)}
      actions={
        <Button kind="quiet" icon={RotateCcw} disabled={same} onClick={() => setChanged({})}>
          As it is
        </Button>
      }
    >
      <div className="flex flex-col gap-6">
        <section aria-label="The last seven days">
          <WhatIfPanel tried={answer} kind={rule.kind} />
        </section>
        <RuleFields rule={tried} onChange={(part) => setChanged({ ...changed, ...part })} />
        <div className="flex flex-wrap items-center gap-2">
          <WriteButton kind="primary" busy={busy} disabled={same} onClick={() => void save()}>
            Save
          </WriteButton>
          {isChanged && (
            <WriteButton
              busy={busy}
              onClick={() => void act("DELETE", path).then((done) => done && setChanged({}))}
            >
              Back to the default
            </WriteButton>
          )}
          <WritingNote />
          <span role="status" className="text-12 text-quiet">
            {same ? "" : "Not saved yet: so far it is only tried."}
          </span>
        </div>
        {failed && <FormError>Not saved. {failed}</FormError>}
      </div>
    </Drawer>
  );
}
