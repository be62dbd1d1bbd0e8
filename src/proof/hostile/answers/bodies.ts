import type { ReferenceResponse } from '../../../reference/protocol/request.js';

/** Lists in lists. */
export function deepJson(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

/** An object with further members, so many. */
export function manyMembers(body: string, count: number): string {
  const members = Array.from({ length: count }, (_, index) => `"k${index}":"v"`).join(',');
  return body.replace(/^\{/, `{${members}${body === '{}' ? '' : ','}`);
}

/** A list of so many in place of what each list of an answer holds. */
export function longArray(count: number, item: string): (answer: ReferenceResponse) => string | undefined {
  const list = `[${Array.from({ length: count }, () => item).join(',')}]`;
  return ({ body }) => (/^\{"\w+":\[/.test(body) ? body.replace(/\[.*\]/s, () => list) : undefined);
}

/** Another value, as JSON, for the members of one name; an answer without one stays as it is. */
export function patched(name: string, json: string): (answer: ReferenceResponse) => string | undefined {
  const member = new RegExp(`"${name}":(?:"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})`, 'g');
  return ({ body }) => {
    let isFirst = true;
    // Once in an answer: what is asked is how one such value is read.
    return body.replace(member, (found) => {
      if (!isFirst) return found;
      isFirst = false;
      return `"${name}":${json}`;
    });
  };
}
