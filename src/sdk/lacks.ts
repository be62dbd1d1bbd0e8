import { membersOf } from '../contract/constraints.js';
import type { Contract, Service } from '../contract/types.js';
import type { Surface } from './surface.js';

/** What one side knows of a service, and the other does not. */
export interface Lacks {
  readonly service: Service;
  readonly operations: readonly string[];
  /** `CreateChannel input containerFormat`. */
  readonly members: readonly string[];
  /** `CreateChannel input type: ADVANCED_SD`. */
  readonly enumValues: readonly string[];
}

/** The surface that a release has which declares all of a contract. */
export function contractSurface(contract: Contract): Surface {
  return new Map(
    [...contract.operations].map(([name, operation]) => {
      const enums = new Map<string, readonly string[]>();
      const walk = (part: 'input' | 'output') => {
        const paths = new Set<string>();
        for (const { member, schema } of membersOf(contract, operation[part])) {
          // Items of lists, and keys and values of maps, have no name of their own.
          if (/\w$/.test(member)) paths.add(member);
          // The empty string stands for no value, and no release declares it.
          const values = schema.enum?.filter((value) => value !== '');
          if (values !== undefined) enums.set(`${part} ${member}`, values);
        }
        return paths;
      };
      const input = walk('input');
      const output = walk('output');
      for (const member of Object.keys(operation.http.outputHeaders)) output.add(member);
      return [name, { input, output, enums }];
    }),
  );
}

/** What `whole` has and `part` lacks; of operations that are lacking, members are not told. */
export function lacksOf(service: Service, part: Surface, whole: Surface): Lacks {
  const operations: string[] = [];
  const members: string[] = [];
  const enumValues: string[] = [];
  for (const [name, { input, output, enums }] of whole) {
    const known = part.get(name);
    if (known === undefined) {
      operations.push(name);
      continue;
    }
    members.push(...missing(input, known.input).map((member) => `${name} input ${member}`));
    members.push(...missing(output, known.output).map((member) => `${name} output ${member}`));
    for (const [place, values] of enums) {
      const declared = known.enums.get(place);
      // Where a release declares a plain string, it knows every value.
      if (declared === undefined) continue;
      for (const value of values)
        if (!declared.includes(value)) enumValues.push(`${name} ${place}: ${value}`);
    }
  }
  return { service, operations, members, enumValues };
}

/** Paths that are lacking; of those below a path that is lacking, none. */
function missing(whole: ReadonlySet<string>, part: ReadonlySet<string>): string[] {
  const lacking = [...whole].filter((path) => !part.has(path));
  return lacking.filter(
    (path) =>
      !lacking.some(
        (other) =>
          path.startsWith(`${other}.`) || path.startsWith(`${other}[`) || path.startsWith(`${other}{`),
      ),
  );
}

/** Whether nothing is lacking. */
export function isComplete({ operations, members, enumValues }: Lacks): boolean {
  return operations.length + members.length + enumValues.length === 0;
}
