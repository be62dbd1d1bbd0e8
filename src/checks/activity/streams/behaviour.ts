import type { LiveRule } from '../../../contract/rules/rules.js';
import type { Check, CheckContext, Scope } from '../../types.js';

/** How one behaviour of live streams is asked for. */
export interface Behaviour {
  readonly title: string;
  readonly member?: string;
  readonly sent: string;
  readonly expected: string;
  readonly walks?: string;
  /** Operations that it calls besides those that make a live channel. */
  needs?(scope: Scope): readonly string[];
  /** @throws DeviationFound, Inconclusive or Skipped */
  ask(context: CheckContext): ReturnType<Check['run']>;
}

/** Behaviours by the aspect that rules name. */
export type Behaviours = { readonly [aspect in LiveRule['aspect']]?: Behaviour };
