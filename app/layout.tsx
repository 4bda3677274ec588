import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { readPreferences } from "../components/ui/read-preferences.ts";
import "./globals.css";
import { Shell } from "#components/shell/shell";
import { PreferencesProvider } from "#components/ui/preferences-provider";
import { TipLayer } from "#components/ui/tip";

// Every page is live, and a nonce policy needs a fresh page per request.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Brainwave", template: "%s · Brainwave" },
  description: "Agents, the aggregation job and robots on BRAiN, live from the event stream.",
};

export const viewport: Viewport = { colorScheme: "dark light", width: "device-width", initialScale: 1 };

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  weight: "100 900",
  display: "swap",
});
const jetbrains = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  variable: "--font-jetbrains",
  weight: "100 800",
  display: "swap",
  // Not every page has an id on it at once: a browser complains about what is preloaded and not used.
  preload: false,
  adjustFontFallback: false,
});

export default async function RootLayout({ children }: { children: ReactNode }) {
  const preferences = await readPreferences();
  return (
    <html
      lang="en"
      data-theme={preferences.theme === "system" ? undefined : preferences.theme}
      className={`${inter.variable} ${jetbrains.variable}`}
    >
      <body className="font-sans">
        <CSPProvider disableStyleElements>
          <PreferencesProvider initial={preferences}>
            <Shell>{children}</Shell>
            <TipLayer />
          </PreferencesProvider>
        </CSPProvider>
      </body>
    </html>
  );
}
