/** A body as it came to the judge. */
export type Body =
  /** The whole body; `note` where the recorder may have changed it. */
  | { readonly text: string; readonly note?: string }
  /** It is not known, and why. */
  | { readonly unknown: string }
  /** It is known, and breaks what every body has to be. */
  | { readonly broken: string };

/** The value of a JSON text; undefined where it is none. No JSON text has this value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
