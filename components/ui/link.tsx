"use client";

import NextLink from "next/link";
import { useSearchParams } from "next/navigation";
import { type ComponentProps, createContext, type ReactNode, useCallback, useContext } from "react";
import { keptOf, withKept } from "../history/kept-params.ts";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "href"> & { href: string };

/** A link to a page, at the moment that this page shows: the past stays the past. Every link of the product is one. */
export function Link({ href, ...rest }: LinkProps) {
  const kept = useKeptHref();
  return <NextLink {...rest} href={kept(href)} />;
}

/** For links that aren't drawn as a `Link`. */
export function useKeptHref(): (href: string) => string {
  const kept = useContext(Kept);
  return useCallback((href) => withKept(href, kept), [kept]);
}

const Kept = createContext("");

/** Around all links: it alone follows the address, of which a page may change its own part at any moment. */
export const KeptParams = ({ children }: { children: ReactNode }) => (
  <Kept value={keptOf(useSearchParams())}>{children}</Kept>
);
