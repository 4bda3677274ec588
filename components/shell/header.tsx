"use client";

import { Keyboard, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useRef, useState } from "react";
import { TimeBar } from "#components/history/time-bar";
import { IconButton } from "#components/ui/button";
import { patiently } from "../ui/patiently.ts";
import { usePreload } from "../ui/use-preload.ts";
import { AccountButton } from "./account-button.tsx";
import { ConnectionPill } from "./connection-pill.tsx";
import { DemoMarker } from "./demo-marker.tsx";
import { pageOf } from "./pages.ts";
import { ThemeButton, ZoneChoice } from "./settings.tsx";
import { typeAhead } from "./type-ahead.ts";
import { useOnWall } from "./use-on-wall.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const AlertWatch = dynamic(
  patiently(() => import("#components/alerts/alert-watch")),
  { ssr: false },
);
const loadHelp = () => import("./help.tsx");
const loadPalette = () => import("./palette.tsx");
const Help = dynamic(loadHelp, { ssr: false });
const Palette = dynamic(loadPalette, { ssr: false });
const DIALOGS = [loadHelp, loadPalette];

const nothingTyped = () => "";

/** The page's name, how the connection is, and this browser's choices. */
export function Header() {
  const page = pageOf(usePathname());
  const [help, setHelp] = useState<"never" | "open" | "closed">("never");
  const [palette, setPalette] = useState<"never" | "open" | "closed">("never");
  const onWall = useOnWall();
  usePreload(DIALOGS);
  const typed = useRef(nothingTyped);
  useShortcuts({
    onHelp: () => setHelp("open"),
    onPalette: () => {
      if (palette !== "open") typed.current = typeAhead();
      setPalette("open");
    },
  });
  const takeTyped = () => {
    const text = typed.current();
    typed.current = nothingTyped;
    return text;
  };
  const jump = palette !== "never" && (
    <Palette open={palette === "open"} takeTyped={takeTyped} onClose={() => setPalette("closed")} />
  );
  if (onWall)
    return (
      <>
        {jump}
        <AlertWatch />
      </>
    );
  return (
    <>
      <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-surface-0 px-4 md:px-5">
        <h1 className="truncate font-semibold text-16 tracking-tight">{page?.label ?? "Not found"}</h1>
        {page && <p className="truncate text-12 text-quiet max-xl:hidden">{page.about}</p>}
        <div className="ms-auto flex items-center gap-1.5">
          <DemoMarker />
          <ConnectionPill />
          <TimeBar />
          <div className="flex items-center gap-1 max-md:hidden">
            <ZoneChoice />
            <ThemeButton />
          </div>
          <AccountButton />
          <IconButton
            icon={Search}
            label="Go to an agent, robot, run, event or page"
            aria-keyshortcuts="Control+K Meta+K"
            onClick={() => setPalette("open")}
            className="max-sm:hidden"
          />
          <IconButton icon={Keyboard} label="Keys and settings" onClick={() => setHelp("open")} />
        </div>
        {help !== "never" && <Help open={help === "open"} onClose={() => setHelp("closed")} />}
        {jump}
      </header>
      {/* Beside the banner: its status is the connection's. */}
      <AlertWatch />
    </>
  );
}
