/** Lower case of A–Z alone, as SQLite's lower() has it: no locale, no other letters. */
export const lower = (text: string): string =>
  BEYOND_ASCII.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text.toLowerCase();

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** A text in quotes as the language reads it: JSON's, with every control character escaped. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u009f]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

/** A text as it stands inside JSON, without the quotes around it. */
export const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Whether a value stands for any at all. */
export const isAny = ({ text, wildcard }: { text: string; wildcard: boolean }): boolean =>
  wildcard && /^\*+$/.test(text);
