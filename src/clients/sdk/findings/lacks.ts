import { constraintsOf, membersOf } from '../../../contract/schema/constraints.js';
import type { Contract, OperationContract, Service } from '../../../contract/types.js';
import type { ModelledFacts, OperationSurface, Surface } from '../surface.js';

/** What one side knows of a service, and the other does not. */
export interface Lacks extends Partial<ModelledLacks> {
  readonly service: Service;
  readonly operations: readonly string[];
  /** `CreateChannel input containerFormat`. */
  readonly members: readonly string[];
  /** `CreateChannel input type: ADVANCED_SD`. */
  readonly enumValues: readonly string[];
}

/** What is told only where both sides say it: `CreateChannel input name maxLength: 128`, `CreateChannel ConflictException 409`. */
type ModelledLacks = { readonly [kind in keyof ModelledFacts]: readonly string[] };

/** The surface that a release has which declares all of a contract, and what the contract says besides. */
export function contractSurface(contract: Contract): Surface {
  return new Map([...contract.operations].map(([name, operation]) => [name, surfaceOf(contract, operation)]));
}

function surfaceOf(contract: Contract, operation: OperationContract): OperationSurface {
  const enums = new Map<string, readonly string[]>();
  const constraints = new Set<string>();
  const walk = (part: 'input' | 'output') => {
    const paths = new Set<string>();
    for (const { member, schema } of membersOf(contract, operation[part])) {
      // Items of lists, and keys and values of maps, have no name of their own.
      if (/\w$/.test(member)) paths.add(member);
      if (member !== '') constraints.add(`${part} ${member} type: ${schema.type}`);
      // The empty string stands for no value, and no release declares it.
      const values = schema.enum?.filter((value) => value !== '');
      if (values !== undefined) enums.set(`${part} ${member}`, values);
    }
    for (const { member, keyword, value } of constraintsOf(contract, operation[part]))
      if (keyword !== 'enum') constraints.add(`${part} ${member} ${keyword}: ${value}`);
    return paths;
  };
  const input = walk('input');
  const output = walk('output');
  for (const member of Object.keys(operation.http.outputHeaders)) output.add(member);
  const errors = operation.errors.map((code) => `${code} ${contract.shapes.errors[code]?.status}`);
  const modelled = { constraints, errors: new Set(errors), http: new Set(bindingsOf(operation)) };
  return { input, output, enums, modelled };
}

function bindingsOf({ http }: OperationContract): string[] {
  return [
    `${http.method} ${http.uri}`,
    `status ${http.status} ${http.hasOutput ? 'with' : 'without'} body`,
    ...Object.entries(http.input).map(
      ([member, { location, name }]) => `input ${member} in ${location} ${name}`,
    ),
    ...Object.entries(http.outputHeaders).map(([member, name]) => `output ${member} in header ${name}`),
  ];
}

/** What `whole` has and `part` lacks; of operations and members that are lacking, nothing more is told. */
export function lacksOf(service: Service, part: Surface, whole: Surface): Lacks {
  const pairs = [...whole].flatMap(([name, there]) => {
    const here = part.get(name);
    if (here === undefined) return [];
    const members = [...missing('input', here, there), ...missing('output', here, there)];
    return [{ name, here, there, members }];
  });
  const told = (factsOf: (pair: (typeof pairs)[number]) => readonly string[]) =>
    pairs.flatMap((pair) =>
      factsOf(pair)
        .filter((fact) => !pair.members.some((member) => holds(member, fact)))
        .map((fact) => `${pair.name} ${fact}`),
    );
  const without = (kind: keyof ModelledFacts) =>
    told(({ here, there }) =>
      [...(there.modelled?.[kind] ?? [])].filter((fact) => !here.modelled?.[kind].has(fact)),
    );
  const isModelled = [...part.values(), ...whole.values()].every(({ modelled }) => modelled !== undefined);
  return {
    service,
    operations: [...whole.keys()].filter((name) => !part.has(name)),
    members: pairs.flatMap(({ name, members }) => members.map((member) => `${name} ${member}`)),
    enumValues: told(({ here, there }) => missingValues(here, there)),
    ...(isModelled
      ? { constraints: without('constraints'), errors: without('errors'), http: without('http') }
      : {}),
  };
}

/** Members that are lacking; of those below one that is lacking, none. */
function missing(side: 'input' | 'output', here: OperationSurface, there: OperationSurface): string[] {
  const lacking = [...there[side]].filter((path) => !here[side].has(path)).map((path) => `${side} ${path}`);
  return lacking.filter((path) => !lacking.some((other) => other !== path && holds(other, path)));
}

/** Whether a fact is one of what a member holds, or of the member itself. */
function holds(member: string, fact: string): boolean {
  return fact.startsWith(member) && /^(?:$|[ .[{:])/.test(fact.slice(member.length));
}

function missingValues(here: OperationSurface, there: OperationSurface): string[] {
  return [...there.enums].flatMap(([place, values]) => {
    // Where a release declares a plain string, it knows every value; a model then allows every one.
    const known = here.enums.get(place) ?? (here.modelled && there.modelled ? [] : values);
    return values.filter((value) => !known.includes(value)).map((value) => `${place}: ${value}`);
  });
}

/** The kinds of facts, in the order in which they are told. */
const KINDS = ['operations', 'members', 'enumValues', 'constraints', 'errors', 'http'] as const;

/** All facts of a surface, as {@link Lacks} tells them. */
export function factsOf(surface: Surface): ReadonlySet<string> {
  const facts = [...surface].flatMap(([name, { input, output, enums, modelled }]) => {
    const own = [
      ...[...input].map((member) => `input ${member}`),
      ...[...output].map((member) => `output ${member}`),
      ...[...enums].flatMap(([place, values]) => values.map((value) => `${place}: ${value}`)),
      ...(modelled === undefined ? [] : [...modelled.constraints, ...modelled.errors, ...modelled.http]),
    ];
    return [name, ...own.map((fact) => `${name} ${fact}`)];
  });
  return new Set(facts);
}

/** Those of the facts that are lacking for which it holds. */
export function select(lacks: Lacks, isWanted: (fact: string) => boolean): Lacks {
  const { service, operations, members, enumValues, ...modelled } = lacks;
  return {
    service,
    operations: operations.filter(isWanted),
    members: members.filter(isWanted),
    enumValues: enumValues.filter(isWanted),
    ...Object.fromEntries(Object.entries(modelled).map(([kind, facts]) => [kind, facts.filter(isWanted)])),
  };
}

/** How many facts are lacking. */
export function sizeOf(lacks: Lacks): number {
  return KINDS.reduce((sum, kind) => sum + (lacks[kind]?.length ?? 0), 0);
}

/** Whether nothing is lacking. */
export function isComplete(lacks: Lacks): boolean {
  return sizeOf(lacks) === 0;
}
