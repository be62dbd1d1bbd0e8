/** Quotes a text as one word of a POSIX shell (IEEE 1003.1, 2.2.2); plain words stay as they are. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Quotes any text, NUL included, as the first argument of `printf`. */
export function printfFormat(text: string, quote = shellQuote): string {
  const format = text.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('\0', '\\000');
  return quote(format);
}
