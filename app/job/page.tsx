import type { Metadata } from "next";
import { Job } from "#components/metrics/job";

export const metadata: Metadata = { title: "Job" };

export default function JobPage() {
  return <Job />;
}
