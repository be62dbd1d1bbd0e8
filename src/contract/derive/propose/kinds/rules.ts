import type { Resource, ResourceReference } from '../../../resources.js';
import type { Rule } from '../../../rules/rules.js';
import type { Contract, Json, JsonObject, OperationContract, Source, Strength } from '../../../types.js';
import { inKebab, inWords } from '../names.js';

/** A rule that is proposed: complete but for somebody's look, or a stub without a statement. */
export interface RuleProposal {
  readonly id: string;
  readonly kind: Rule['kind'];
  readonly statement?: string;
  readonly operations: readonly string[];
  readonly strength: Strength;
  readonly since: string;
  /** Identifier of the sentence that it was made for. */
  readonly sentence?: string;
  /** What the kind needs, as far as it is known. */
  readonly needs: JsonObject;
}

/** What proposals of rules are made from. */
export interface RuleGround {
  readonly contract: Contract;
  /** When an operation, or a member of its input, first appeared. */
  readonly since: (operation: string, member?: string) => string;
}

/** A proposal as it is written to `rules.json`. */
export function ruleEntry({ service, shapes, operations }: Contract, proposal: RuleProposal): JsonObject {
  const { id, kind, statement, operations: named, strength, since, sentence, needs } = proposal;
  const [first = ''] = named;
  const title = service === 'ivs' ? 'low-latency' : 'real-time';
  const source: Source = {
    document: `Amazon IVS ${title} API reference${first && `, ${first}`}`,
    url: operations.get(first)?.documentation ?? shapes.metadata.documentation,
  };
  return {
    id,
    service,
    kind,
    proposal: true,
    ...(statement === undefined ? {} : { statement }),
    operations: [...named],
    strength,
    source: { ...source },
    since,
    ...(sentence === undefined ? {} : { sentence }),
    ...needs,
  };
}

/** What a new resource is expected to do, whatever the prose says of it. */
export function rulesOfResource({ contract, since }: RuleGround, resource: Resource): RuleProposal[] {
  const { name, create, get, ready } = resource;
  if (ready === undefined || create === undefined || get === undefined) return [];
  const shown = contract.operations.get(get.operation)?.output.properties?.[get.output ?? ''];
  const states = statesOf(contract, shown?.$ref, ready.member);
  const others = states.filter((state) => state !== ready.value && state !== ready.failed);
  const [updating] = others.filter((state) => state.startsWith('UPDAT'));
  const first = others.filter((state) => state !== updating);
  const between = updating === undefined ? '' : ` or, after an update, ${updating}`;
  return [
    {
      id: `${inKebab(name)}-becomes-${ready.value.toLowerCase().replaceAll('_', '-')}`,
      kind: 'settles',
      operations: [get.operation, create.operation],
      strength: 'documented',
      since: since(create.operation),
      statement: `A ${inWords(name)} is ${first.join(' or ')}${between} until it can be used, and then ${ready.value}.`,
      needs: { resource: name, first },
    },
  ];
}

function statesOf(contract: Contract, ref: string | undefined, member: string): string[] {
  const { $defs } = contract.shapes;
  const nameOf = (each: string | undefined) => each?.replace(/.*\//, '') ?? '';
  const state = $defs[nameOf(ref)]?.properties?.[member];
  return [...($defs[nameOf(state?.$ref)]?.enum ?? [])];
}

/** What a new reference is expected to do: what it names is looked up, is kept, and can be let go. */
export function rulesOfReference(
  { contract, since }: RuleGround,
  user: Resource,
  { member, resource: target, unset }: ResourceReference,
  resources: readonly Resource[],
): RuleProposal[] {
  const called = (operation: string | undefined) => contract.operations.get(operation ?? '');
  const senders = [called(user.create?.operation), called(user.update?.operation)].filter((each) =>
    takes(each, member),
  );
  const removal = called(resources.find(({ name }) => name === target)?.delete?.operation);
  const update = senders.find((each) => each.operation === user.update?.operation);
  const [whole, part] = [inWords(user.name), inWords(target)];
  const common = { strength: 'inferred', since: since(senders[0]?.operation ?? '', member) } as const;
  const isRefused = senders.every(({ errors }) => errors.includes('ResourceNotFoundException'));
  const unknown: RuleProposal = {
    ...common,
    id: `${inKebab(user.name)}-unknown-${inKebab(target)}`,
    kind: 'unknown-reference',
    operations: senders.map(({ operation }) => operation),
    statement: `A ${whole} cannot be made to use a ${part} that does not exist.`,
    needs: { resource: user.name, member, ...(isRefused ? { error: 'ResourceNotFoundException' } : {}) },
  };
  const inUse: RuleProposal = {
    ...common,
    id: `${inKebab(target)}-in-use`,
    kind: 'in-use',
    operations: removal === undefined ? [] : [removal.operation],
    statement: `A ${part} that a ${whole} uses cannot be deleted until the ${whole} lets go of it.`,
    needs: { resource: target, user: user.name, member, error: 'ConflictException' },
  };
  const letGo: RuleProposal = {
    ...common,
    id: `unset-${inKebab(user.name)}-${inKebab(target)}`,
    kind: 'unset',
    operations: update === undefined ? [] : [update.operation],
    statement: `${update?.operation} with an empty ${member} takes the ${part} off the ${whole}.`,
    needs: { resource: user.name, member, value: unset ?? '' },
  };
  return [
    ...(senders.length > 0 ? [unknown] : []),
    ...(removal?.errors.includes('ConflictException') ? [inUse] : []),
    ...(update !== undefined && unset !== undefined ? [letGo] : []),
  ];
}

function takes(operation: OperationContract | undefined, member: string): operation is OperationContract {
  return operation?.input.properties?.[member.split('.')[0] ?? ''] !== undefined;
}

/** Whether a rule is there already that asks the same of the same member. */
export function isAsked({ kind, needs }: RuleProposal, rules: readonly { [key: string]: Json }[]): boolean {
  const same = (key: string, rule: { [key: string]: Json }) =>
    needs[key] === undefined || needs[key] === rule[key];
  return rules.some(
    (rule) => rule.kind === kind && same('resource', rule) && same('member', rule) && same('user', rule),
  );
}
