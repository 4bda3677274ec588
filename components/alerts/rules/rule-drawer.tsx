"use client";

import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { EVENT_KINDS } from "#lib/alerts/event-kinds";
import type { Rule } from "#lib/alerts/rules";
import { conditionWords, kindName } from "#lib/alerts/rule-words";
import { RuleFields } from "./rule-fields.tsx";
import { useWhatIf } from "./use-what-if.ts";
import { WhatIfPanel } from "./what-if-panel.tsx";

interface RuleDrawerProps {
  rule: Rule;
  open: boolean;
  onClose: () => void;
}

/** One rule, and what it would have told over the last seven days while its sliders move. */
export default function RuleDrawer({ rule, open, onClose }: RuleDrawerProps) {
  const [changed, setChanged] = useState<Partial<Rule>>({});
  const tried = { ...rule, ...changed };
  const answer = useWhatIf(open && EVENT_KINDS.includes(rule.kind) ? tried : null);
  const same = Object.keys(changed).length === 0;
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
      </div>
    </Drawer>
  );
}
