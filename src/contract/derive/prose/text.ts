/** Elements that begin and end a paragraph. */
const BLOCK = /<\/?(?:p|li|dt|dd|ul|ol|dl|note|important|br|h\d|table|tr|td|th)\b[^>]*>/g;

const ENTITIES: { readonly [name: string]: string } = { amp: '&', gt: '>', lt: '<', nbsp: ' ', quot: '"' };

/** The sentences of a documentation string, without markup and with straight quotes, in their order. */
export function sentencesOf(html: string): string[] {
  return plain(html)
    .split('\n')
    .flatMap((paragraph) => paragraph.trim().split(/(?<=[.!?])\s+(?=["(A-Z])/))
    .filter((sentence) => sentence !== '');
}

/** Each paragraph on a line of its own. */
function plain(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(BLOCK, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/[“”]/g, '"')
    .replace(/’/g, "'")
    .replace(/ +/g, ' ');
}
