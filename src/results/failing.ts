import { STRENGTHS, type Strength } from '../contract/types.js';

/** Strengths whose deviations fail unless the user chooses others: what is only inferred is told, and fails nothing. */
export const FAILING_STRENGTHS: readonly Strength[] = STRENGTHS.filter((strength) => strength !== 'inferred');
