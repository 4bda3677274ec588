"use client";

import dynamic from "next/dynamic";

const mutate = () => import("./mutate-form.tsx");
const score = () => import("./score-form.tsx");
const snapshot = () => import("./snapshot-form.tsx");

// Forms are for the few visits in which something is changed: they are no part of the first picture.
export const MutateForm = dynamic(mutate, { ssr: false });
export const ScoreForm = dynamic(score, { ssr: false });
export const SnapshotForm = dynamic(snapshot, { ssr: false });

/** To be fetched before they are opened. */
export const FORM_PARTS = [mutate, score, snapshot];
