/** As much of XML 1.0 as a JUnit report needs. */

/** An element with attributes (undefined ones are left out) and content, not yet escaped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | number | undefined };
  readonly content: readonly (XmlElement | string)[];
}

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Removes what XML 1.0 does not allow at all, not even as a character reference (its section 2.2). */
export function withoutForbiddenCharacters(text: string): string {
  return text.replace(FORBIDDEN, '');
}

function escapeText(text: string): string {
  return withoutForbiddenCharacters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** An element. */
export function element(
  name: string,
  attributes: XmlElement['attributes'] = {},
  content: XmlElement['content'] = [],
): XmlElement {
  return { name, attributes, content };
}

/** A whole document with `root` as its only element, indented by two spaces. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, '')}\n`;
}

function renderElement(node: XmlElement, indent: string): string {
  const attributes = Object.entries(node.attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeAttribute(String(value))}"`]))
    .join('');
  const open = `${indent}<${node.name}${attributes}`;
  if (node.content.length === 0) return `${open}/>`;
  if (node.content.every((child) => typeof child === 'string')) {
    return `${open}>${node.content.map(escapeText).join('')}</${node.name}>`;
  }
  const children = node.content.map((child) =>
    typeof child === 'string' ? escapeText(child) : renderElement(child, `${indent}  `),
  );
  return `${open}>\n${children.join('\n')}\n${indent}</${node.name}>`;
}
