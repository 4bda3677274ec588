"use client";

import dynamic from "next/dynamic";

const version = () => import("./version-form.tsx");
const score = () => import("./score-form.tsx");
const rollback = () => import("./rollback-form.tsx");

// Forms are for the few visits in which something is changed: they are no part of the first picture.
export const VersionForm = dynamic(version, { ssr: false });
export const ScoreForm = dynamic(score, { ssr: false });
export const RollbackForm = dynamic(rollback, { ssr: false });

/** To be fetched before they are opened. */
export const FORM_PARTS = [version, score, rollback];
