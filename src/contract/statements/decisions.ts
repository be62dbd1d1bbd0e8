import { readPackageJson } from '../load.js';
import { loadResources, operationsOf, type Resource } from '../resources.js';
import { loadGeneralRules } from '../rules/general.js';
import { loadRules } from '../rules/rules.js';
import { loadUnchecked } from '../rules/unchecked.js';
import type { Service } from '../types.js';
import { loadSentences, operationsAt, type Sentence, type SentencesDocument } from './sentences.js';

/** What somebody has decided of sentences of the documentation: an entry of `specs/<service>/decisions.json`. */
export interface Decision {
  /** Identifiers of rules, of the service or of all, that ask what they state. */
  readonly asked?: readonly string[];
  /** Identifiers of entries of `unchecked.json`. */
  readonly unchecked?: readonly string[];
  /**
   * Why there is nothing to ask: they describe what something is for, advise the caller, or tell what is there to
   * whoever reads on.
   */
  readonly nothing?: 'describes' | 'advises';
  /** Set where nobody has looked at it yet. */
  readonly proposal?: true;
  /** Identifiers of the sentences. */
  readonly sentences: readonly string[];
}

/** The decisions about the sentences of one service. */
export function loadDecisions(service: Service): readonly Decision[] {
  return readPackageJson<{ decisions: Decision[] }>('specs', service, 'decisions.json').decisions;
}

/** What decisions are held against. */
export interface DecisionGround {
  readonly sentences: SentencesDocument;
  readonly decisions: readonly Decision[];
  /** Identifier of a rule of the service or of an unchecked behaviour → its operations. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
  readonly unchecked: ReadonlyMap<string, readonly string[]>;
  /** Identifiers of the rules that hold for all operations. */
  readonly general: ReadonlySet<string>;
  readonly resources: readonly Resource[];
}

/** All that is there about one service. */
export function loadDecisionGround(service: Service): DecisionGround {
  return {
    sentences: loadSentences(service),
    decisions: loadDecisions(service),
    rules: byId(loadRules(service)),
    unchecked: byId(loadUnchecked(service)),
    general: new Set(loadGeneralRules().map(({ id }) => id)),
    resources: loadResources(service),
  };
}

/** Identifier → operations. */
export function byId(
  entries: readonly { readonly id: string; readonly operations: readonly string[] }[],
): Map<string, readonly string[]> {
  return new Map(entries.map(({ id, operations }) => [id, operations]));
}

/** A sentence that nothing is decided of, at some of its places at least. */
export interface Undecided {
  readonly sentence: Sentence;
  /** The places that no decision covers. */
  readonly at: readonly string[];
}

/**
 * The sentences that a person has to look at. A rule, or an unchecked behaviour, covers a place when it is about the
 * operations there, or about others of the same resource.
 */
export function undecidedOf(ground: DecisionGround): Undecided[] {
  return ground.sentences.sentences.flatMap((sentence): Undecided[] => {
    const decided = ground.decisions.filter(({ sentences }) => sentences.includes(sentence.id));
    const at = sentence.at.filter((place) => !decided.some((each) => covers(ground, each, place)));
    return at.length === 0 ? [] : [{ sentence, at }];
  });
}

function covers(
  ground: DecisionGround,
  { asked = [], unchecked = [], nothing }: Decision,
  at: string,
): boolean {
  if (nothing !== undefined || asked.some((id) => ground.general.has(id))) return true;
  const about = operationsAt(ground.sentences, at);
  if (about.length === 0) return true;
  const named = [
    ...asked.flatMap((id) => ground.rules.get(id) ?? []),
    ...unchecked.flatMap((id) => ground.unchecked.get(id) ?? []),
  ];
  const ofResources = ground.resources
    .map(operationsOf)
    .filter((operations) => operations.some((name) => named.includes(name)));
  return about.some((name) => [named, ...ofResources].some((operations) => operations.includes(name)));
}

/** What is wrong with the decisions themselves, each told in a line. */
export function faultsOf({ sentences, decisions, rules, unchecked, general }: DecisionGround): string[] {
  const known = new Set(sentences.sentences.map(({ id }) => id));
  return decisions.flatMap(({ asked = [], unchecked: unasked = [], proposal, sentences: ids }) => [
    ...asked.filter((id) => !rules.has(id) && !general.has(id)).map((id) => `no rule is named ${id}`),
    ...unasked.filter((id) => !unchecked.has(id)).map((id) => `no unchecked behaviour is named ${id}`),
    ...ids.filter((id) => !known.has(id)).map((id) => `${id} is no sentence any more`),
    ...(proposal === true ? ids.map((id) => `what is decided of ${id} is a proposal only`) : []),
  ]);
}

/** Where a hand-written file still holds a proposal: JSON pointers. */
export function proposalsIn(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'proposal' in value && value.proposal === true ? [at] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => proposalsIn(inner, `${at}/${key}`))];
}
