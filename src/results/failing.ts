import type { Strength } from '../contract/types.js';

/** What fails unless the user chooses otherwise: all but what is only inferred. */
export const FAILING_STRENGTHS: readonly Strength[] = ['documented', 'observed', 'modelled'];
