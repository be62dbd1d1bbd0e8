import { resolve } from '../load.js';
import type { Resource } from '../resources.js';
import type { Rule } from '../rules/rules.js';
import { membersOf } from '../schema/constraints.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../types.js';

/**
 * The rules that were documented at the revision of an earlier contract, as far as its operations, members and values go.
 * @param resources those of that revision
 */
export function rulesIn(contract: Contract, resources: readonly Resource[], rules: readonly Rule[]): Rule[] {
  const names = resources.map(({ name }) => name);
  return rules.flatMap((rule): Rule[] => {
    const operations = rule.operations.filter((name) => contract.operations.has(name));
    if (rule.since > contract.revision || operations.length === 0) return [];
    if (!resourcesOf(rule).every((name) => names.includes(name))) return [];
    const bindings = operations.flatMap((name) => contract.operations.get(name) ?? []);
    return narrowed({ ...rule, operations }, { contract, bindings, resources });
  });
}

/** The resources without which a rule says nothing. */
function resourcesOf(rule: Rule): string[] {
  const named = [
    'resource' in rule ? rule.resource : undefined,
    rule.kind === 'in-use' ? rule.user : undefined,
    rule.kind === 'made-along' ? rule.makes : undefined,
    rule.kind === 'cascade' ? rule.removes : undefined,
  ];
  return named.filter((name) => name !== undefined);
}

/** What a rule is narrowed to. */
interface Narrowing {
  readonly contract: Contract;
  /** The operations of the rule. */
  readonly bindings: readonly OperationContract[];
  readonly resources: readonly Resource[];
}

/** What is left of a rule when it is about several things of which some came later; nothing when none is. */
function narrowed(rule: Rule, narrowing: Narrowing): Rule[] {
  const { contract, bindings, resources } = narrowing;
  const fits = (input: JsonObject = {}) => bindings.some((each) => canSend(contract, each.input, input));
  const isResource = (name: string) => resources.some((resource) => resource.name === name);
  switch (rule.kind) {
    case 'accepted':
      return unlessEmpty(rule.inputs.filter(fits), (inputs) => ({ ...rule, inputs }));
    case 'conditional-default':
      return unlessEmpty(
        rule.cases.filter((each) => fits(each.when) && fits(each.update)),
        (cases) => ({ ...rule, cases }),
      );
    case 'shown':
      return unlessEmpty(
        rule.cases.filter((each) => fits(each.when) && fits(each.update)),
        (cases) => ({ ...rule, cases }),
      );
    case 'required-when':
      return fits(rule.accepted)
        ? unlessEmpty(
            rule.violations.filter(({ input }) => fits(input)),
            (violations) => ({ ...rule, violations }),
          )
        : [];
    case 'same-name':
      return fits(rule.input) ? [rule] : [];
    case 'exclusive': {
      const members = rule.members.filter(({ member, resource }) => {
        const isMember = bindings.some(({ input }) => input.properties?.[member] !== undefined);
        return isMember && (resource === undefined || isResource(resource));
      });
      return members.length > 1 ? [{ ...rule, members }] : [];
    }
    case 'distinct': {
      const members = Object.entries(rule.members).filter(([name]) => isResource(name));
      return unlessEmpty(members, (left) => ({ ...rule, members: Object.fromEntries(left) }));
    }
    case 'tag-prefix': {
      const tagging = bindings.filter(({ input }) => input.properties?.tags !== undefined);
      return unlessEmpty(tagging, (left) => ({
        ...rule,
        operations: left.map(({ operation }) => operation),
      }));
    }
    case 'omitted':
      return unlessEmpty(
        rule.members.filter((member) => isAnywhere(contract, member)),
        (members) => ({
          ...rule,
          members,
        }),
      );
    default:
      return [rule];
  }
}

function unlessEmpty<T>(left: readonly T[], rule: (left: readonly T[]) => Rule): Rule[] {
  return left.length === 0 ? [] : [rule(left)];
}

/** Whether some operation shows a member of this name. */
function isAnywhere(contract: Contract, member: string): boolean {
  return [...contract.operations.values()].some(({ output }) =>
    membersOf(contract, output).some((each) => each.member.split('.').at(-1) === member),
  );
}

/** Whether an input has only members and enum values that there are; constraints aside. */
function canSend(contract: Contract, schema: Schema, value: Json): boolean {
  const { properties, items, enum: values } = resolve(contract, schema);
  if (Array.isArray(value))
    return value.every((entry) => items === undefined || canSend(contract, items, entry));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([name, inner]) => {
      if (properties === undefined) return true;
      const member = properties[name];
      return member !== undefined && canSend(contract, member, inner);
    });
  }
  return values === undefined || typeof value !== 'string' || values.includes(value);
}
