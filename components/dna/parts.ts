"use client";

import dynamic from "next/dynamic";

const trends = () => import("./agent-trends.tsx");

// Below the first screen, or on a page of its own: no part of the first picture.
export const AgentTrends = dynamic(trends, { ssr: false });
export const ImpactView = dynamic(() => import("./impact/impact-view.tsx"), { ssr: false });
export const CompareView = dynamic(() => import("./compare/compare-view.tsx"), { ssr: false });

/** To be fetched before an agent is opened. */
export const TRENDS_PART = trends;
