import { type Browser, chromium } from "@playwright/test";
import { findChromium } from "../programs.ts";
import type { Rig } from "./rig.ts";

/** A real browser, which is closed at the end. @param args of its command line */
export async function openBrowser(rig: Rig, args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium on this machine. `npm test` installs one.");
  const browser = await chromium.launch({
    executablePath,
    args: ["--disable-gpu", "--no-first-run", ...args],
  });
  rig.atEnd(() => browser.close());
  return browser;
}
