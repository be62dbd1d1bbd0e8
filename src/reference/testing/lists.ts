import type { JsonObject } from '../../contract/types.js';
import { PLAIN } from './lives/plain-life.js';
import { leastInput } from './sample.js';

/** List operations, their items, and what to create so that they have some. */
export const LISTS: readonly (readonly [list: string, items: string, create: string, input: JsonObject])[] =
  PLAIN.map(({ list, create }) => {
    const { operation = '' } = create ?? {};
    return [list?.operation ?? '', list?.output ?? '', operation, leastInput(operation)];
  });
