import { describe, expect, test } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { loadResources, type Resource } from '../../contract/resources.js';
import { loadRules, type Rule } from '../../contract/rules/rules.js';
import { compile } from '../../contract/schema/compile.js';
import { membersOf } from '../../contract/schema/constraints.js';
import type { JsonObject } from '../../contract/types.js';
import { leastInputOf } from '../ask/action.js';
import type { Scope } from '../types.js';
import { checksOf } from './registry.js';
import { pathsOf } from './testing/paths.js';

const contracts = loadContracts();
const scopes = [...contracts].map(
  ([service, contract]): Scope => ({
    contract,
    resources: loadResources(service),
    rules: loadRules(service),
  }),
);
const rules = scopes.flatMap((scope) => scope.rules.map((rule) => ({ id: rule.id, rule, scope })));
const resources = scopes.flatMap((scope) =>
  scope.resources.map((resource) => ({ name: resource.name, resource, scope })),
);
const checks = scopes.flatMap((scope) => checksOf(scope).map((check) => ({ check, scope })));

/** Input members of an operation at any depth, without the brackets of lists and maps. */
function inputMembers({ contract }: Scope, operation: string, part: 'input' | 'output' = 'input'): string[] {
  const schema = contract.operations.get(operation)?.[part];
  return schema === undefined ? [] : membersOf(contract, schema).map(({ member }) => member);
}

function operationsOf(resource: Resource): string[] {
  const roles = [
    resource.create,
    resource.get,
    resource.list,
    resource.update,
    resource.delete,
    resource.batchGet,
  ];
  const actions = (resource.actions ?? []).map(({ operation }) => operation);
  return [...roles.flatMap((role) => role?.operation ?? []), ...actions];
}

describe('rules', () => {
  test('have an ID of their own among both services', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test('are in the file of their service', () => {
    for (const { rule, scope } of rules) expect(rule.service, rule.id).toBe(scope.contract.service);
  });

  test.each(rules)('$id names only what the contract has', ({ rule, scope }) => {
    const { contract } = scope;
    const names = scope.resources.map(({ name }) => name);
    const text: { [member: string]: unknown } = { ...rule };
    const operations = [...rule.operations, ...(typeof text.operation === 'string' ? [text.operation] : [])];
    expect([...contract.operations.keys()]).toEqual(expect.arrayContaining(operations));
    for (const key of ['resource', 'user', 'removes']) {
      if (text[key] !== undefined) expect(names, key).toContain(text[key]);
    }
    if (typeof text.error === 'string') {
      expect(Object.keys(contract.shapes.errors)).toContain(text.error);
      for (const name of errorOperations(rule)) {
        expect(contract.operations.get(name)?.errors, name).toContain(text.error);
      }
    }
  });

  test.each(rules)('$id names members that its operations have', ({ rule, scope }) => {
    for (const [operation, member] of inputMembersNamed(rule, scope)) {
      expect(inputMembers(scope, operation), operation).toContain(member);
    }
  });

  test('cite the page of an operation that they are about, or a guide', () => {
    for (const { rule } of rules) {
      const page = /\/API_(\w+)\.html$/.exec(rule.source.url ?? '')?.[1];
      if (page === undefined || !scopes.some(({ contract }) => contract.operations.has(page))) continue;
      const related = [...rule.operations, ...making(rule)];
      expect(related, rule.id).toContain(page);
    }
  });

  test('are each asked by at least one check, contested ones apart', () => {
    const asked = new Set(checks.map(({ check }) => check.rule));
    const idle = rules.filter(({ rule }) => rule.kind !== 'contested' && !asked.has(rule.id));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });
});

describe('resources', () => {
  test.each(resources)(
    '$name has operations of the contract, which carry its members',
    ({ resource, scope }) => {
      const { contract } = scope;
      expect([...contract.operations.keys()]).toEqual(expect.arrayContaining(operationsOf(resource)));
      for (const role of ['create', 'get', 'list', 'update', 'delete', 'batchGet'] as const) {
        const binding = resource[role];
        if (binding === undefined) continue;
        const operation = contract.operations.get(binding.operation);
        if (binding.input !== undefined)
          expect(Object.keys(operation?.input.properties ?? {}), role).toContain(binding.input);
        if (binding.output !== undefined)
          expect(Object.keys(operation?.output.properties ?? {}), role).toContain(binding.output);
      }
    },
  );

  test.each(resources)(
    '$name names members of its create operation, and resources',
    ({ resource, scope }) => {
      const names = scope.resources.map(({ name }) => name);
      const members = inputMembers(scope, resource.create?.operation ?? '');
      const { operation = '', output } = resource.create ?? {};
      const shown = inputMembers(scope, operation, 'output').map((member) =>
        member.replace(`${output}.`, ''),
      );
      expect([...members, ...shown]).toEqual(expect.arrayContaining([...(resource.unordered ?? [])]));
      const named = [
        ...(resource.references ?? []).map(({ member }) => member),
        ...(resource.uses ?? []).map(({ member }) => member),
        ...(resource.variants ?? []).flatMap(({ member, instead, uses }) => [
          member,
          instead,
          ...uses.map((use) => use.member),
        ]),
        ...(resource.silent ?? []),
        ...Object.keys(resource.echo ?? {}),
        ...Object.keys(resource.members ?? {}),
        ...(resource.interdependent ?? []),
        ...(resource.external === undefined ? [] : [resource.external]),
        ...(resource.parent === undefined ? [] : [resource.parent.member]),
      ];
      expect(members).toEqual(expect.arrayContaining(named));
      const related = [...(resource.references ?? []), ...(resource.parent ? [resource.parent] : [])];
      expect(names).toEqual(expect.arrayContaining(related.map((each) => each.resource)));
    },
  );

  test.each(resources.filter(({ resource }) => resource.actions !== undefined))(
    '$name has actions whose members their operations have, and with a valid least input',
    ({ resource, scope }) => {
      for (const action of resource.actions ?? []) {
        const { operation: name, member, uses = [], always = [] } = action;
        const operation = scope.contract.operations.get(name);
        if (operation === undefined) throw new Error(`there is no operation ${name}`);
        const id = 'abcdefghijkl';
        const arn =
          resource.arnType === undefined
            ? id
            : `arn:aws:ivs:us-east-1:123456789012:${resource.arnType}/${id}`;
        const beside = Object.fromEntries((action.beside ?? []).map((each) => [each.member, arn]));
        const least = { ...leastInputOf(action, arn), ...beside };
        expect(compile(scope.contract, operation.input)(least), name).toEqual([]);
        if (member !== undefined) expect(inputMembers(scope, name)).toContain(member);
        expect((resource.references ?? []).map((reference) => reference.member)).toEqual(
          expect.arrayContaining([...uses]),
        );
        const outputs = membersOf(scope.contract, operation.output).map((each) => each.member);
        expect(outputs).toEqual(expect.arrayContaining([...always]));
      }
    },
  );

  test('cover every operation but those of tags', () => {
    const apart = /^(?:Tag|Untag|ListTagsFor)Resource$/;
    for (const { contract, resources: all } of scopes) {
      const covered = new Set(all.flatMap(operationsOf));
      const missing = [...contract.operations.keys()].filter(
        (name) => !covered.has(name) && !apart.test(name),
      );
      expect(missing).toEqual([]);
    }
  });
});

describe('checks', () => {
  test('have an ID of their own among both services, in the form kind/service/…', () => {
    expect(new Set(checks.map(({ check }) => check.id)).size).toBe(checks.length);
    for (const { check, scope } of checks) {
      const { service } = scope.contract;
      expect(check.service).toBe(service);
      expect(check.id.startsWith(`${check.kind}/${service}/`), check.id).toBe(true);
      expect(check.id, 'printable, without spaces and quotes').toMatch(/^[A-Za-z0-9/_.+{}[\]-]+$/);
    }
  });

  test('call operations of their service only, and say what is sent and expected', () => {
    const foreign = checks.flatMap(({ check, scope }) =>
      check.operations.filter((name) => !scope.contract.operations.has(name)),
    );
    expect(foreign).toEqual([]);
    for (const { check } of checks) {
      for (const text of [check.title, check.sent, check.expected]) expect(text, check.id).toMatch(/\S/);
      expect(check.source.url, check.id).toMatch(/^https:\/\//);
    }
  });

  test('are reported under an operation that ID, title or input names', () => {
    const elsewhere = checks.filter(({ check }) => {
      const resource = check.id.split('/').at(-1);
      const named = `${check.id} ${check.title} ${check.sent} Create${resource}`;
      return !named.includes(check.operations[0] ?? 'none');
    });
    expect(elsewhere.map(({ check }) => `${check.id} under ${check.operations[0]}`)).toEqual([]);
  });

  test('name a rule of their service, or none', () => {
    for (const { check, scope } of checks) {
      if (check.rule === undefined) continue;
      expect(scope.rules.map(({ id }) => id)).toContain(check.rule);
    }
  });

  test('have the same IDs whenever they are planned', () => {
    for (const scope of scopes) {
      expect(checksOf(scope).map(({ id }) => id)).toEqual(
        checks.filter((each) => each.scope === scope).map(({ check }) => check.id),
      );
    }
  });
});

/** Operations that answer with the error of a rule. */
function errorOperations(rule: Rule): readonly string[] {
  if (rule.kind === 'limit-per-parent') return rule.operations.slice(0, 1);
  return rule.kind === 'unknown-reference' ? [] : rule.operations;
}

/** Operations that make what a rule is about: what it says is often documented there. */
function making(rule: Rule): string[] {
  if (rule.kind !== 'unset' && rule.kind !== 'contested') return [];
  return rule.operations.map((name) => name.replace(/^(?:Update|Get)/, 'Create'));
}

/** Operation → input member, for every member that a rule names. */
function inputMembersNamed(rule: Rule, scope: Scope): [operation: string, member: string][] {
  const create = (name: string) =>
    scope.resources.find((each) => each.name === name)?.create?.operation ?? '';
  const update = (name: string) =>
    scope.resources.find((each) => each.name === name)?.update?.operation ?? '';
  const inAll = (...members: string[]): [string, string][] =>
    rule.operations.flatMap((operation) => members.map((member): [string, string] => [operation, member]));
  const within = (operation: string, input: JsonObject | undefined): [string, string][] =>
    pathsOf(input ?? {}).map((path): [string, string] => [operation, path]);
  switch (rule.kind) {
    case 'conditional-default':
      return [
        [create(rule.resource), rule.member],
        ...rule.cases.flatMap((each) => [
          ...within(create(rule.resource), each.when),
          ...within(update(rule.resource), each.update),
        ]),
      ];
    case 'exclusive':
      return inAll(...rule.members.map(({ member }) => member));
    case 'required-when':
      return rule.operations.flatMap((operation) =>
        rule.violations.flatMap(({ input }) => within(operation, input)),
      );
    case 'in-use':
      return [
        [create(rule.user), rule.member],
        ...[update(rule.user)]
          .filter((operation) => operation !== '')
          .map((operation): [string, string] => [operation, rule.member]),
      ];
    case 'unknown-reference':
    case 'unset':
    case 'allowed-values':
      return inAll(rule.member);
    case 'accepted':
      return rule.operations.flatMap((operation) => rule.inputs.flatMap((input) => within(operation, input)));
    case 'same-name':
      return within(create(rule.resource), rule.input);
    case 'shown':
      return [
        ...Object.keys(rule.uses ?? {}).map((path): [string, string] => [create(rule.resource), path]),
        ...rule.cases.flatMap((each) => [
          ...within(create(rule.resource), each.when),
          ...within(update(rule.resource), each.update),
        ]),
      ];
    case 'size-limit':
      return [[rule.operation, rule.list === undefined ? rule.member : `${rule.list}[].${rule.member}`]];
    case 'tag-prefix':
      return inAll('tags');
    case 'correspondence':
      return [[rule.operation, rule.input]];
    case 'expiry':
      return [[rule.operation, rule.input === undefined ? rule.minutes : `${rule.input}[].${rule.minutes}`]];
    default:
      return [];
  }
}
