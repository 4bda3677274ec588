"use client";

import dynamic from "next/dynamic";

// Forms are for the few visits in which something is changed: they are loaded when one is opened.
export const MutateForm = dynamic(() => import("./mutate-form.tsx"), { ssr: false });
export const ScoreForm = dynamic(() => import("./score-form.tsx"), { ssr: false });
export const SnapshotForm = dynamic(() => import("./snapshot-form.tsx"), { ssr: false });
