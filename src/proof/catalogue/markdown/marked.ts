/**
 * Puts generated text into a document, between `<!-- generated: NAME … -->` and `<!-- /generated -->`. The first mark may say
 * more, such as the command that writes it.
 * @throws Error when the document has no such place
 */
export function withMarked(document: string, name: string, text: string): string {
  const place = placeOf(name);
  if (!place.test(document)) throw new Error(`there is no <!-- generated: ${name} … --> in the document`);
  return document.replace(place, (_, start: string, _text: string, end: string) => `${start}${text}\n${end}`);
}

/** The text that stands between the marks of this name; undefined when there are none. */
export function markedIn(document: string, name: string): string | undefined {
  return placeOf(name).exec(document)?.[2]?.replace(/\n$/, '');
}

function placeOf(name: string): RegExp {
  return new RegExp(`(<!-- generated: ${name}\\b[^>]*-->\\n)([\\s\\S]*?)(<!-- /generated -->)`);
}
