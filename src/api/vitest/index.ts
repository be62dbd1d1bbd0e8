/**
 * Amazon IVS conformance in Vitest: importing this file adds the matcher `toConformTo` to `expect`.
 *
 * @module ivs-conformance/vitest
 */
import { expect } from 'vitest';
import { type ConformOptions, toConformTo } from './matcher.js';

export { createJudge, type Finding, type JudgedExchange, type JudgeOptions } from '../../judge/judge.js';
export type { Report } from '../../results/types.js';
export { type ConformanceOptions, describeConformance } from './describe-conformance.js';
export { type ConformOptions, type Judgement, toConformTo } from './matcher.js';

expect.extend({ toConformTo });

declare module 'vitest' {
  interface Matchers<T> {
    /** Passes when a value is what the contract says of an operation's output (or, with `part: 'input'`, input). */
    toConformTo(operation: string, options?: ConformOptions): T;
  }
}
