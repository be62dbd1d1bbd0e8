import { constraintsOf, membersOf } from '../contract/constraints.js';
import type { Contract, Json, JsonObject, OperationContract } from '../contract/types.js';
import type { CoverageFigure, CoverageKind } from '../results/types.js';
import { type Answer, isObject } from '../transport/answer.js';

/** Counts what of a contract went over the wire. */
export class CoverageRecorder {
  readonly #operations = new Set<OperationContract>();
  readonly #members = new Map<OperationContract, Set<string>>();
  readonly #enumValues = new Set<string>();
  readonly #errors = new Set<string>();
  readonly #constraints = new Set<string>();
  readonly #rules = new Set<string>();

  /** Notes one answered call. */
  record(operation: OperationContract, input: JsonObject, answer: Answer): void {
    this.#operations.add(operation);
    let seen = this.#members.get(operation);
    if (seen === undefined) {
      seen = new Set();
      this.#members.set(operation, seen);
    }
    this.#walk(operation, seen, '', input);
    const code = answer.error?.code;
    if (code !== undefined && operation.errors.includes(code))
      this.#errors.add(`${operation.service} ${operation.operation} ${code}`);
  }

  #walk(operation: OperationContract, seen: Set<string>, path: string, value: Json): void {
    if (path !== '') seen.add(path);
    if (Array.isArray(value)) {
      for (const item of value) this.#walk(operation, seen, `${path}[]`, item);
    } else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        this.#walk(operation, seen, path === '' ? name : `${path}.${name}`, member);
      }
    } else if (typeof value === 'string' && value.length < 40) {
      this.#enumValues.add(`${operation.service} ${operation.operation} ${path} ${value}`);
    }
  }

  /** Notes that a check of a constraint or of a rule was decided. */
  decided(id: string, kind: string, rule: string | undefined): void {
    if (kind === 'constraint') this.#constraints.add(id);
    if (rule !== undefined) this.#rules.add(rule);
  }

  /** exercised ÷ total of everything that these contracts and rules have. */
  figures(
    contracts: Iterable<Contract>,
    rules: readonly { readonly id: string }[],
  ): { [kind in CoverageKind]: CoverageFigure } {
    const totals = { operations: 0, members: 0, enumValues: 0, constraints: 0, errors: 0 };
    const exercised = { operations: 0, members: 0, enumValues: 0, constraints: 0, errors: 0 };
    for (const contract of contracts) {
      for (const operation of contract.operations.values()) {
        totals.operations += 1;
        if (this.#operations.has(operation)) exercised.operations += 1;
        totals.errors += operation.errors.length;
        const prefix = `${operation.service} ${operation.operation}`;
        exercised.errors += operation.errors.filter((code) => this.#errors.has(`${prefix} ${code}`)).length;
        const seen = this.#members.get(operation) ?? new Set<string>();
        for (const { member, schema } of membersOf(contract, operation.input)) {
          if (member === '' || member.endsWith('}')) continue;
          totals.members += 1;
          if (seen.has(member)) exercised.members += 1;
          const values = schema.enum ?? [];
          totals.enumValues += values.length;
          exercised.enumValues += values.filter((value) =>
            this.#enumValues.has(`${prefix} ${member} ${value}`),
          ).length;
        }
        for (const { member, keyword } of constraintsOf(contract, operation.input)) {
          totals.constraints += 1;
          const id = `constraint/${operation.service}/${operation.operation}/${member}/${keyword}`;
          if (this.#constraints.has(id)) exercised.constraints += 1;
        }
      }
    }
    const figure = (kind: keyof typeof totals) => ({ exercised: exercised[kind], total: totals[kind] });
    return {
      operations: figure('operations'),
      members: figure('members'),
      enumValues: figure('enumValues'),
      constraints: figure('constraints'),
      errors: figure('errors'),
      rules: { exercised: rules.filter(({ id }) => this.#rules.has(id)).length, total: rules.length },
    };
  }
}
