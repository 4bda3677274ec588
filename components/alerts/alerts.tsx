"use client";

import { RulesPanel } from "./rules/rules-panel.tsx";

/** What is watched for, and what it tells. */
export function Alerts() {
  return <RulesPanel />;
}
