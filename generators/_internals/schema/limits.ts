import fc from 'fast-check';
import { resolve } from '../../../src/contract/load.js';
import type { Contract, Json, Schema } from '../../../src/contract/types.js';
import type { LimitKeyword, SchemaOptions } from '../../types.js';
import { Builder } from '../build.js';
import { shapeName, textOf, variedTextOf } from '../text/text.js';

/** One limit of a member. */
export interface Limit {
  readonly member: string;
  /** The member's schema as written, with its `$ref`. */
  readonly schema: Schema;
  readonly keyword: LimitKeyword;
  readonly limit: number;
}

/** How far beyond a limit broken values go. */
const BEYOND = 64;

/** How far beyond their limit numbers of items and entries go, which cost more. */
const FEW_BEYOND = 5;

/**
 * Values of a member on one side of a limit.
 * @param side - `inside`: exactly on it; `outside`: one beyond; `beyond`: anywhere beyond
 * @returns undefined when the member has no such value that satisfies its other constraints
 */
export function valuesAt(
  contract: Contract,
  { member, schema, keyword, limit }: Limit,
  side: 'inside' | 'outside' | 'beyond',
  options: SchemaOptions,
): fc.Arbitrary<Json> | undefined {
  const resolved = resolve(contract, schema);
  const span = spanOf(keyword, limit, side, keyword.endsWith('Length') ? BEYOND : FEW_BEYOND);
  switch (keyword) {
    case 'minimum':
    case 'maximum':
      return fc.integer(side === 'beyond' ? spanOf(keyword, limit, side, 1000) : span);
    case 'minLength':
    case 'maxLength':
      if (span.max < 0) return undefined;
      return side === 'inside'
        ? variedTextOf({ shape: shapeName(schema), schema: resolved }, limit)
        : textOf({ shape: shapeName(schema), schema: resolved }, Math.max(0, span.min), span.max);
    default:
      if (span.max < 0) return undefined;
      return new Builder(contract, options).shape(schema, member, {
        min: Math.max(0, span.min),
        max: span.max,
      });
  }
}

function spanOf(keyword: LimitKeyword, limit: number, side: 'inside' | 'outside' | 'beyond', reach: number) {
  if (side === 'inside') return { min: limit, max: limit };
  const far = side === 'outside' ? 1 : reach;
  return keyword.startsWith('min')
    ? { min: limit - far, max: limit - 1 }
    : { min: limit + 1, max: limit + far };
}
