import type { Metadata } from "next";
import { Wall } from "#components/overview/wall";

export const metadata: Metadata = { title: "Wall" };

export default function WallPage() {
  return <Wall />;
}
