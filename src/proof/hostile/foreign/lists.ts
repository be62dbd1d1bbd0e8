import type { JsonObject } from '../../../contract/types.js';

/** What an endpoint answers to a list in place of its items; a status for a refusal. */
export type ListFault = (items: readonly JsonObject[], others: ReadonlySet<string>) => JsonObject[] | number;

const all = (items: readonly JsonObject[]) => [...items];

/** How an endpoint may list what there is. Pages are as they are: what is left out of one is in no other. */
export const LIST_FAULTS: { readonly [name: string]: ListFault } = {
  'lists everything': all,
  'lists nothing': () => [],
  'has no lists': () => 404,
  'fails to list': () => 500,
  'lists every second': (items) => items.filter((_, index) => index % 2 === 1),
  'lists only what is new': (items, others) => items.filter(({ arn }) => !others.has(String(arn))),
  'lists only what is old': (items, others) => items.filter(({ arn }) => others.has(String(arn))),
};
