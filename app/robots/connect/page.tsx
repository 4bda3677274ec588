import type { Metadata } from "next";
import { ConnectPage } from "#components/telemetry/connect-page";

export const metadata: Metadata = { title: "Connect a robot" };

export default function ConnectRobotPage() {
  return <ConnectPage />;
}
