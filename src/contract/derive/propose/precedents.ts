import type { Decision } from '../../statements/decisions.js';
import type { ProseSentence } from '../prose/sentences.js';
import { templateOf } from './names.js';

/** A sentence that somebody has decided of, and that says the same of another resource. */
export interface Precedent {
  readonly decision: Decision;
  /** Resources that it names → those that the new sentence names. */
  readonly pairs: ReadonlyMap<string, string>;
}

/** Finds precedents among the sentences of a model. */
export function precedentsIn(
  prose: readonly ProseSentence[],
  decisions: readonly Decision[],
  names: readonly string[],
): (sentence: ProseSentence) => Precedent | undefined {
  const known = new Map<string, { decision: Decision; names: readonly string[] }>();
  for (const sentence of prose) {
    const decision = decisions.find(({ sentences }) => sentences.includes(sentence.id));
    const template = templateOf(keyOf(sentence), names);
    if (decision !== undefined && !known.has(template.text)) {
      known.set(template.text, { decision, names: template.names });
    }
  }
  return (sentence) => {
    const template = templateOf(keyOf(sentence), names);
    const found = known.get(template.text);
    if (found === undefined) return undefined;
    const pairs = found.names.map((name, index) => [name, template.names[index] ?? name] as const);
    return { decision: found.decision, pairs: new Map(pairs) };
  };
}

/** What a sentence says, of which member. */
function keyOf({ at, text }: ProseSentence): string {
  return `${memberAt(at[0])}\n${text}`;
}

/** The member that a place is about; empty for operations and shapes. */
export function memberAt(at: string | undefined): string {
  return /\/members\/(\w+)$/.exec(at ?? '')?.[1] ?? '';
}
