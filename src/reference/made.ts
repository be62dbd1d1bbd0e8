import type { Json, JsonObject } from '../contract/types.js';
import type { Call } from './call.js';
import type { Identities } from './identity.js';
import { isObject } from './json.js';

/**
 * Members that the service makes up, from templates: `{region}`, `{account}`, and of the resource its `{id}` and a
 * `{host}`; `{letters:30}` are so many letters and digits, `{new}` is an identifier of something else.
 */
export function expand(templates: JsonObject, call: Call, identities: Identities, id: string): JsonObject {
  let host: string | undefined;
  const draw = (name: string, length: string): string => {
    switch (name) {
      case 'region':
        return call.region;
      case 'account':
        return identities.account;
      case 'id':
        return id;
      case 'host':
        host ??= identities.hexadecimal(12);
        return host;
      case 'letters':
        return identities.alphanumeric(Number(length));
      default:
        return identities.id();
    }
  };
  const made = (one: Json): Json => {
    if (isObject(one)) return inside(one);
    return String(one).replaceAll(/\{(\w+)(?::(\d+))?\}/g, (_, name, length) => draw(name, length));
  };
  const inside = (members: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(members).map(([member, one]) => [member, made(one)]));
  return inside(templates);
}
