import type { Json } from '../types.js';

/** Text as code, in Markdown. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A JSON value as code. */
export function value(json: Json): string {
  return code(JSON.stringify(json));
}
