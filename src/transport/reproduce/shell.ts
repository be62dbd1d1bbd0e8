/** Quotes a text as one word of a POSIX shell (IEEE 1003.1, 2.2.2); plain words stay as they are. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Quotes any bytes as the first argument of `printf`: ASCII as it is, everything else as octal numbers. */
export function printfBytes(bytes: Uint8Array): string {
  const format = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '\\' || character === '%') return character.repeat(2);
    return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return shellQuote(format.join(''));
}

/** Quotes any text, NUL included, as the first argument of `printf`. */
export function printfFormat(text: string, quote = shellQuote): string {
  const format = text.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('\0', '\\000');
  return quote(format);
}
