import { readPackageJson } from '../load.js';
import type { Service } from '../types.js';

/** What a sentence seems to state, by the words that are in it. */
export const SENTENCE_CLASSES = ['default', 'limit', 'state', 'condition', 'conflict', 'effect'] as const;

/** One of {@link SENTENCE_CLASSES}. */
export type SentenceClass = (typeof SENTENCE_CLASSES)[number];

/** A sentence of a service's documentation that may state a behaviour; told by what it is, never by its text. */
export interface Sentence {
  /** Digest of the text, together with the name of the member that it is about. */
  readonly id: string;
  readonly classes: readonly SentenceClass[];
  /** Where it stands in the service model: JSON pointers to operations, shapes and members; empty for the service. */
  readonly at: readonly string[];
}

/** The derived file `specs/<service>/sentences.json`. */
export interface SentencesDocument {
  readonly $comment: string;
  readonly service: Service;
  readonly revision: string;
  readonly sentences: readonly Sentence[];
  /** Shape of such a sentence → operations that take or give it. */
  readonly operations: { readonly [shape: string]: readonly string[] };
}

/** The sentences of the latest revision of a service. */
export function loadSentences(service: Service): SentencesDocument {
  return readPackageJson<SentencesDocument>('specs', service, 'sentences.json');
}

/** The operations that a sentence at that place is about; none where it is about all of the service. */
export function operationsAt({ operations }: Pick<SentencesDocument, 'operations'>, at: string): string[] {
  const [, kind, name = ''] = at.split('/');
  return kind === 'operations' ? [name] : [...(operations[name] ?? [])];
}
