"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { CapsuleDrop } from "#components/history/capsule-drop";
import { PUBLIC_PAGES } from "../../lib/access/doors.ts";
import { PICTURE_PATH } from "../../lib/live/protocol.ts";
import { KeptParams } from "../ui/link.tsx";
import { Foot } from "./foot.tsx";
import { Header } from "./header.tsx";
import { Main } from "./main.tsx";
import { BottomNav, SideNav } from "./nav.tsx";

/** What stands around every page, but those that are there for nobody in particular: they may not even connect. */
export function Shell({ children }: { children: ReactNode }) {
  if (PUBLIC_PAGES.includes(usePathname())) return children;
  return (
    <KeptParams>
      <div className="flex min-h-dvh [--dock:0px] has-[[data-dock]]:[--dock:10.75rem] max-[22.5rem]:has-[[data-dock]]:[--dock:13rem] md:has-[[data-dock]]:[--dock:6.5rem]">
        {/* The state is on its way before the page's code is: see lib/live/picture.ts. */}
        <link rel="preload" as="fetch" href={PICTURE_PATH} crossOrigin="anonymous" />
        <a
          href="#content"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
        >
          Skip to the content
        </a>
        <SideNav />
        <div className="flex min-w-0 flex-1 flex-col">
          <Header />
          <Main>{children}</Main>
        </div>
        <BottomNav />
        <Foot />
        <CapsuleDrop />
      </div>
    </KeptParams>
  );
}
