import type { Resource, ResourceReference } from '../../resources.js';
import { proposalsIn } from '../../statements/decisions.js';
import type { SentencesDocument } from '../../statements/sentences.js';
import type { Contract } from '../../types.js';
import type { ProseSentence } from '../prose/sentences.js';
import type { DefaultFinding } from '../smithy/shapes.js';
import { groundOf, type Handwritten } from './handwritten.js';
import { type NewAction, newActions } from './kinds/actions.js';
import { type FilterAmendment, filterAmendments } from './kinds/filters.js';
import { referencesIn } from './kinds/links.js';
import { proposedResources } from './kinds/resources.js';
import {
  isAsked,
  type RuleGround,
  type RuleProposal,
  rulesOfReference,
  rulesOfResource,
} from './kinds/rules.js';
import { openDecisions, proposedDecisions, type SentenceProposal } from './sentences.js';

/** What a revision brought that nobody has written of, and what to write. */
export interface Proposals {
  readonly contract: Contract;
  /** Entries of resources that have none. */
  readonly resources: readonly Resource[];
  /** References of resources that have an entry. */
  readonly references: readonly { readonly resource: string; readonly reference: ResourceReference }[];
  /** Operations that no entry names. */
  readonly actions: readonly NewAction[];
  /** Filters that the rules about exclusive filters lack. */
  readonly filters: readonly FilterAmendment[];
  /** Rules for what new resources and references are expected to do, and for sentences. */
  readonly rules: readonly RuleProposal[];
  /** Sentences that nothing is decided of. */
  readonly sentences: readonly SentenceProposal[];
  /** Sentences of which the decision is an earlier proposal. */
  readonly openSentences: readonly SentenceProposal[];
  /** Rules that name nearly every resource, and not the new ones. */
  readonly enumerations: readonly string[];
  /** Sentences that the documentation has no more, and that are decided of still. */
  readonly gone: readonly string[];
  /** How many earlier proposals nobody has looked at. */
  readonly open: number;
}

/** What proposals are made from: the newest contract, what its prose says, and what is written. */
export interface ProposalSource extends RuleGround {
  readonly prose: readonly ProseSentence[];
  readonly document: SentencesDocument;
  readonly findings: readonly DefaultFinding[];
  readonly written: Handwritten;
}

/** All that needs a person, with a proposal each. */
export function proposalsFor(source: ProposalSource): Proposals {
  const { contract, written } = source;
  const entries = proposedResources(contract, written.resources);
  const actions = newActions(contract, [...written.resources, ...entries]);
  const resources = entries.map((entry) => withActions(entry, actions));
  const all = [...written.resources, ...resources];
  const references = written.resources.flatMap((resource) =>
    newReferences(contract, resource, all).map((reference) => ({ resource: resource.name, reference })),
  );
  const expected = [
    ...resources.flatMap((resource) => rulesOfResource(source, resource)),
    ...[...references, ...referencesOf(resources)].flatMap(({ resource, reference }) => {
      const user = all.find(({ name }) => name === resource);
      return user === undefined ? [] : rulesOfReference(source, user, reference, all);
    }),
  ].filter((rule) => !isAsked(rule, written.rules));
  const ground = {
    ...source,
    ground: groundOf({ ...written, resources: all }, source.document),
    rules: written.rules,
    proposed: expected,
    resources: all,
  };
  const sentences = proposedDecisions(ground);
  return {
    contract,
    resources,
    references,
    actions,
    filters: filterAmendments(contract, written.rules, all),
    rules: distinct([...expected, ...sentences.flatMap(({ rules }) => rules)], written),
    sentences,
    openSentences: openDecisions(ground),
    enumerations: enumerationsWithout(written, resources),
    gone: written.decisions
      .flatMap((decision) => decision.sentences)
      .filter((id) => !source.prose.some((sentence) => sentence.id === id)),
    open: proposalsIn([written.resources, written.rules, written.decisions]).length,
  };
}

/** An entry with the actions on it; whoever looks at the one looks at the others. */
function withActions({ always, ...entry }: Resource, all: readonly NewAction[]): Resource {
  const actions = all.filter(({ resource }) => resource === entry.name).map(({ action }) => action);
  return { ...entry, ...(actions.length > 0 && { actions }), always };
}

function referencesOf(resources: readonly Resource[]): Proposals['references'] {
  return resources.flatMap(({ name, references = [] }) =>
    references.map((reference) => ({ resource: name, reference })),
  );
}

/** The references of a resource that its entry does not tell in one way or another. */
function newReferences(
  contract: Contract,
  resource: Resource,
  all: readonly Resource[],
): ResourceReference[] {
  const { references = [], uses = [], variants = [], parent, echo } = resource;
  const others = all.filter(({ name }) => name !== resource.name);
  const told = [
    ...[...references, ...uses, ...variants.flatMap((variant) => variant.uses)].map(({ member }) => member),
    parent?.member,
    ...Object.keys(echo ?? {}),
  ];
  return referencesIn(contract, resource, others).filter(({ member }) => !told.includes(member));
}

/** Rules of different names; several sentences may ask for the same one. */
function distinct(rules: readonly RuleProposal[], { rules: written }: Handwritten): RuleProposal[] {
  const seen = new Set(written.map(({ id }) => id));
  return rules.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Rules about the making of three resources or more, where a new one may belong as well. */
function enumerationsWithout({ resources, rules }: Handwritten, added: readonly Resource[]): string[] {
  if (added.length === 0) return [];
  const makers = resources.map(({ create }) => create?.operation);
  return rules
    .filter(({ operations }) => operations.filter((name) => makers.includes(name)).length > 2)
    .filter(({ operations }) => added.some(({ create }) => !operations.includes(create?.operation ?? '')))
    .map(({ id }) => id);
}
