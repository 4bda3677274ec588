"use client";

import { Field, Input, Range, Select } from "#components/ui/form";
import { SEVERITIES, type Severity } from "#lib/alerts/kinds";
import { conditionWords, hasThreshold, kindRange, kindSubject, thresholdWords } from "#lib/alerts/rule-words";
import type { Rule } from "#lib/alerts/rules";
import { formatSeconds } from "#lib/format";

interface RuleFieldsProps {
  rule: Rule;
  onChange: (part: Partial<Rule>) => void;
}

const SEVERITY_WORDS: Record<Severity, string> = { critical: "Critical", warning: "Warning", info: "Info" };
const SCOPE_OF = { job: "jobs", robot: "robots", agent: "agents", source: "sources" };

/** What a rule looks at and when it speaks, each with what it means. */
export function RuleFields({ rule, onChange }: RuleFieldsProps) {
  const { kind, threshold } = rule;
  const [low, high, step] = kindRange(kind);
  return (
    <div className="flex flex-col gap-4">
      <label className="flex min-h-8 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={rule.enabled}
          onChange={(event) => onChange({ enabled: event.target.checked })}
          className="size-4 accent-accent"
        />
        It is on
      </label>
      {hasThreshold(kind) && (
        <Slide
          label="Threshold"
          hint={`${conditionWords(kind, threshold)}. ${thresholdWords(kind, threshold)} itself stays silent.`}
          words={thresholdWords(kind, threshold)}
          value={threshold}
          low={low}
          high={high}
          step={step}
          // What it has to come back to belongs to the threshold that it was chosen for.
          onChange={(next) => onChange({ threshold: next, recovery: null })}
        />
      )}
      <Slide
        label="Holds for longer than"
        hint="Before it fires: what is over sooner needs nobody."
        words={formatSeconds(rule.pending_seconds)}
        value={rule.pending_seconds}
        low={0}
        high={600}
        step={5}
        onChange={(pending_seconds) => onChange({ pending_seconds })}
      />
      <Slide
        label="Over for longer than"
        hint="Before it is cleared: what comes back sooner was not over."
        words={formatSeconds(rule.recovery_seconds)}
        value={rule.recovery_seconds}
        low={0}
        high={600}
        step={5}
        onChange={(recovery_seconds) => onChange({ recovery_seconds })}
      />
      <Slide
        label="Cooldown"
        hint="What comes back within this time is the same alert."
        words={formatSeconds(rule.cooldown_seconds)}
        value={rule.cooldown_seconds}
        low={0}
        high={3600}
        step={60}
        onChange={(cooldown_seconds) => onChange({ cooldown_seconds })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Severity">
          <Select
            value={rule.severity}
            onChange={(event) => onChange({ severity: event.target.value as Severity })}
          >
            {SEVERITIES.map((severity) => (
              <option key={severity} value={severity}>
                {SEVERITY_WORDS[severity]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={`Which ${SCOPE_OF[kindSubject(kind)]}`} hint="* stands for any characters">
          <Input
            value={rule.scope}
            spellCheck={false}
            autoComplete="off"
            maxLength={256}
            onChange={(event) => onChange({ scope: event.target.value })}
            className="font-mono"
          />
        </Field>
      </div>
    </div>
  );
}

interface SlideProps {
  label: string;
  hint: string;
  /** The value as people read it. */
  words: string;
  value: number;
  low: number;
  high: number;
  step: number;
  onChange: (value: number) => void;
}

function Slide({ label, hint, words, value, low, high, step, onChange }: SlideProps) {
  return (
    <Field
      label={
        <span className="flex items-baseline justify-between">
          {label} <span className="figures text-14 text-strong">{words}</span>
        </span>
      }
      hint={hint}
    >
      <Range
        value={value}
        // A rule may have been set beyond the slider by other means.
        min={Math.min(low, value)}
        max={Math.max(high, value)}
        step={step}
        aria-valuetext={words}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </Field>
  );
}
