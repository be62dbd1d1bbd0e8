import type { Resource } from '../../resources.js';
import { operationsOf } from '../../resources.js';
import type { Rule } from '../../rules/rules.js';
import { type Decision, type DecisionGround, undecidedOf } from '../../statements/decisions.js';
import { operationsAt, type SentenceClass } from '../../statements/sentences.js';
import type { Json } from '../../types.js';
import type { ProseSentence } from '../prose/sentences.js';
import type { DefaultFinding } from '../smithy/shapes.js';
import type { RuleEntry } from './handwritten.js';
import type { RuleGround, RuleProposal } from './kinds/rules.js';
import { inKebab, renamed, type Style } from './names.js';
import { memberAt, type Precedent, precedentsIn } from './precedents.js';

/** What is proposed of a sentence that nobody has decided of. */
export interface SentenceProposal {
  readonly sentence: ProseSentence;
  /** Places that no decision covers. */
  readonly at: readonly string[];
  readonly decision: Decision;
  /** Rules that the decision names and that are not there yet. */
  readonly rules: readonly RuleProposal[];
}

/** What proposals about sentences are made from. */
export interface SentenceGround extends RuleGround {
  readonly ground: DecisionGround;
  readonly prose: readonly ProseSentence[];
  readonly findings: readonly DefaultFinding[];
  readonly rules: readonly RuleEntry[];
  /** Rules that are proposed for new resources and references. */
  readonly proposed: readonly RuleProposal[];
  /** All resources, the proposed ones included. */
  readonly resources: readonly Resource[];
}

/** The kind that a stub gets, by the words of its sentence; the first one that fits. */
const KINDS: readonly (readonly [RegExp, Rule['kind']])[] = [
  [/need to be unique/i, 'same-name'],
  [/unique/i, 'distinct'],
  [/mutually exclusive|only one of|at a time/i, 'exclusive'],
  [/set to an empty string/i, 'unset'],
  [/conflict|in use|used by|associated/i, 'in-use'],
];

/** The kind by what else it seems to state. */
const KIND_OF_CLASS: { readonly [name in SentenceClass]: Rule['kind'] } = {
  conflict: 'in-use',
  condition: 'required-when',
  limit: 'size-limit',
  default: 'conditional-default',
  state: 'settles',
  effect: 'shown',
};

/** A decision for every sentence that has none, or none of some of its places. */
export function proposedDecisions(source: SentenceGround): SentenceProposal[] {
  const texts = new Map(source.prose.map((each) => [each.id, each]));
  const precedentOf = precedentsIn(
    source.prose,
    source.ground.decisions,
    source.resources.map(({ name }) => name),
  );
  const proposed = source.ground.decisions.filter(({ proposal }) => proposal === true);
  return undecidedOf(source.ground).flatMap(({ sentence: { id }, at }): SentenceProposal[] => {
    const sentence = texts.get(id);
    if (sentence === undefined || proposed.some(({ sentences }) => sentences.includes(id))) return [];
    return [{ sentence, at, ...proposalFor(source, { sentence, at }, precedentOf(sentence)) }];
  });
}

/** The decisions that are written as proposals, sentence by sentence, for whoever looks at them. */
export function openDecisions({ ground, prose }: SentenceGround): SentenceProposal[] {
  const open = ground.decisions.filter(({ proposal }) => proposal === true);
  return open.flatMap((decision) =>
    prose
      .filter(({ id }) => decision.sentences.includes(id))
      .map((sentence) => ({ sentence, at: sentence.at, decision, rules: [] })),
  );
}

/** A sentence with the places that no decision covers. */
interface Open {
  readonly sentence: ProseSentence;
  readonly at: readonly string[];
}

type Proposal = Pick<SentenceProposal, 'decision' | 'rules'>;

function proposalFor(source: SentenceGround, undecided: Open, precedent: Precedent | undefined): Proposal {
  const sentences = [undecided.sentence.id];
  const decided = (what: Omit<Decision, 'sentences' | 'proposal'>): Decision => ({
    ...what,
    proposal: true,
    sentences,
  });
  const { asked = [], unchecked, nothing } = precedent?.decision ?? {};
  const general = asked.filter((id) => source.ground.general.has(id));
  if (nothing !== undefined) return { decision: decided({ nothing }), rules: [] };
  if (general.length > 0) return { decision: decided({ asked: general }), rules: [] };
  const byContract = askedOfContract(source, undecided);
  if (byContract !== undefined) return { decision: decided({ asked: [byContract] }), rules: [] };
  const like = source.rules.find(({ id }) => asked.includes(id));
  if (like === undefined && unchecked !== undefined) return { decision: decided({ unchecked }), rules: [] };
  const kind = like?.kind ?? kindOf(undecided.sentence);
  const expected = source.proposed.map((each) => ({ ...each, ...each.needs }));
  const there = [...expected, ...(like === undefined ? [] : source.rules)].find((rule) =>
    isAbout(source, undecided, kind, rule),
  );
  if (there !== undefined) return { decision: decided({ asked: [there.id] }), rules: [] };
  const stub = stubFor(source, undecided, kind, like, precedent?.pairs);
  // Where another resource has no place in the rule, that rule may be the one: it has to name the operations as well.
  if (stub === undefined) return { decision: decided({ asked }), rules: [] };
  return { decision: decided({ asked: [stub.id] }), rules: [stub] };
}

function kindOf({ text, classes }: ProseSentence): Rule['kind'] {
  const [byClass = 'effect'] = (['conflict', 'condition', 'limit', 'default', 'state'] as const).filter(
    (name) => classes.includes(name),
  );
  return KINDS.find(([words]) => words.test(text))?.[1] ?? KIND_OF_CLASS[byClass];
}

/** The general rule that asks what the contract took from the sentence: a default, or a size of pages. */
function askedOfContract(
  { contract, ground, findings }: SentenceGround,
  { sentence, at }: Open,
): string | undefined {
  if (!sentence.classes.includes('default')) return undefined;
  const isDerived = at.every((place) => {
    const [, , shape, , member] = place.split('/');
    const found = findings.filter((finding) => finding.member === `${shape}.${member}`);
    return found.some(({ value, prose }) => value !== undefined || /^(?:update|required): /.test(prose));
  });
  if (!isDerived) return undefined;
  const isPageSize = at.some((place) =>
    operationsAt(ground.sentences, place).some(
      (name) => contract.operations.get(name)?.pagination?.limit === memberAt(place),
    ),
  );
  return isPageSize ? 'default-page-size' : 'documented-defaults';
}

/** Whether a rule asks the same kind of thing of the operations and the member that a sentence is about. */
function isAbout(
  { ground }: SentenceGround,
  { at }: Open,
  kind: Rule['kind'],
  rule: { readonly kind: Rule['kind']; readonly operations: readonly string[]; readonly member?: Json },
): boolean {
  const about = at.flatMap((place) => operationsAt(ground.sentences, place));
  const member = memberAt(at[0]);
  return (
    rule.kind === kind &&
    rule.operations.some((name) => about.includes(name)) &&
    (typeof rule.member !== 'string' || member === '' || rule.member.split('.').includes(member))
  );
}

/** A rule like the one that asks a sentence like it, about what this one names; or one without a statement. */
function stubFor(
  source: SentenceGround,
  { sentence, at }: Open,
  kind: Rule['kind'],
  like: RuleEntry | undefined,
  pairs: Precedent['pairs'] = new Map(),
): RuleProposal | undefined {
  const about = operationsOfPlaces(source, at);
  const [first = ''] = about;
  const member = memberAt(at[0]);
  const base = {
    kind,
    since: source.since(first, member),
    strength: 'documented',
    sentence: sentence.id,
  } as const;
  if (like === undefined) {
    const words = [first || 'service', member, sentence.id.slice(0, 4)].filter((word) => word !== '');
    return { ...base, id: words.map(inKebab).join('-'), operations: about, needs: {} };
  }
  const owner = ownerOf(source.resources, like.operations);
  const other = ownerOf(source.resources, about);
  const all = new Map([...(owner && other ? [[owner, other] as const] : []), ...pairs]);
  const written = withNames(like, all);
  if (written === undefined) return undefined;
  const { id, statement, operations, service, source: _, also, strength, since, ...rest } = written;
  const { kind: __, ...needs } = rest;
  return {
    ...base,
    id: id === like.id ? `${id}-${sentence.id.slice(0, 4)}` : id,
    ...(typeof statement === 'string' ? { statement } : {}),
    operations: operations.filter((name) => source.contract.operations.has(name)),
    needs,
  };
}

/** A rule in which resources take the place of others; undefined where it names none of them. */
function withNames(rule: RuleEntry, pairs: ReadonlyMap<string, string>): RuleEntry | undefined {
  const put = (text: string, style?: Style) =>
    [...pairs].reduce((whole, [from, to]) => renamed(whole, from, to, style), text);
  const text = JSON.stringify(rule);
  const changed: RuleEntry = JSON.parse(put(text));
  if (put(text) === text) return undefined;
  const { id, statement } = rule;
  return {
    ...changed,
    id: put(id, 'identifier'),
    ...(typeof statement === 'string' ? { statement: put(statement, 'prose') } : {}),
  };
}

/** The operations that places are about: those whose own input or output says it, where there are such. */
function operationsOfPlaces({ ground }: SentenceGround, at: readonly string[]): string[] {
  const each = at.map((place) => operationsAt(ground.sentences, place));
  const own = each.filter(({ length }) => length === 1);
  return [...new Set((own.length > 0 ? own : each).flat())];
}

/** The resource whose operation is among these. */
function ownerOf(resources: readonly Resource[], operations: readonly string[]): string | undefined {
  return resources.find((each) => operationsOf(each).some((name) => operations.includes(name)))?.name;
}
