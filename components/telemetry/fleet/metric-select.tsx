"use client";

import { Select } from "#components/ui/form";
import { METRICS } from "../metric-value.tsx";
import { SHOWN_METRICS } from "../shown-metrics.ts";

interface MetricSelectProps {
  value: string;
  onChange: (metric: string) => void;
  /** Metrics beyond the four. */
  custom: readonly string[];
}

export function MetricSelect({ value, onChange, custom }: MetricSelectProps) {
  return (
    <Select
      aria-label="Metric"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="w-44!"
    >
      {SHOWN_METRICS.map((metric) => (
        <option key={metric} value={metric}>
          {METRICS[metric].name}
        </option>
      ))}
      {custom.length > 0 && (
        <optgroup label="Robots' own">
          {custom.map((metric) => (
            <option key={metric} value={metric}>
              {metric}
            </option>
          ))}
        </optgroup>
      )}
    </Select>
  );
}
