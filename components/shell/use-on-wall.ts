"use client";

import { usePathname } from "next/navigation";

/** Whether the page is the one for a screen that nobody touches: nothing stands around it. */
export const useOnWall = (): boolean => usePathname() === "/wall";
