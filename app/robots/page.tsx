import type { Metadata } from "next";
import { Robots } from "#components/telemetry/robots";

export const metadata: Metadata = { title: "Robots" };

export default function RobotsPage() {
  return <Robots />;
}
