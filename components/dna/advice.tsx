import { StateIcon } from "#components/ui/state";

interface AdviceProps {
  warnings: readonly string[];
  recommendations: readonly string[];
}

/** What came with a score: what needs a person, and what would raise it. */
export function Advice({ warnings, recommendations }: AdviceProps) {
  const lines = [
    ...warnings.map((text) => ({ text, state: "critical" as const })),
    ...recommendations.map((text) => ({ text, state: "info" as const })),
  ];
  if (lines.length === 0) return <p className="text-12 text-quiet">No warnings and nothing to recommend.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {lines.map(({ text, state }) => (
        <li key={text} className="flex items-start gap-1.5">
          <span className="mt-0.5">
            <StateIcon state={state} label={state === "critical" ? "Warning" : "Recommendation"} />
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}
