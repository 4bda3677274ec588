import { cookies } from "next/headers";
import { PREFERENCE_COOKIE, type Preferences, parsePreferences } from "./preferences.ts";

/** What whoever asks for this page has chosen, for pages that are drawn by the server. */
export const readPreferences = async (): Promise<Preferences> =>
  parsePreferences((await cookies()).get(PREFERENCE_COOKIE)?.value);
