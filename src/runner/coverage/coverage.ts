import { NOT_PERMITTED } from '../../checks/ask/permission.js';
import type { Rule } from '../../contract/rules/rules.js';
import { type Unprovokable, whyUnprovokable } from '../../contract/rules/unprovokable.js';
import type { Contract, JsonObject, OperationContract, Service } from '../../contract/types.js';
import type { CoverageFigures, CoverageKind } from '../../results/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { InputCoverage } from './input-coverage.js';
import { OutputCoverage } from './output-coverage.js';

/** One thing that a contract has, and whether it was exercised. */
export interface CoveragePart {
  readonly what: CoverageKind;
  readonly service: Service;
  readonly operation: string;
  readonly name: string;
  readonly isExercised: boolean;
  /** For a side of a constraint: which one, and the ID of the check that is about it. */
  readonly side?: { readonly isBroken: boolean; readonly check: string };
}

/** What went over the wire about one operation. */
interface OperationCoverage {
  isAsked: boolean;
  readonly input: InputCoverage;
  readonly output: OutputCoverage;
  readonly errors: Set<string>;
}

/** Notes what of the contracts goes over the wire, as it does. */
export class CoverageRecorder {
  readonly #operations = new Map<OperationContract, OperationCoverage>();
  readonly #rules = new Set<string>();

  /**
   * Notes one answered request.
   * @param input undefined where the request is no JSON form of any input
   */
  record(
    contract: Contract,
    operation: OperationContract,
    input: JsonObject | undefined,
    answer: Answer,
  ): void {
    const noted = this.#of(contract, operation);
    const code = answer.error?.code;
    if (code !== undefined && operation.errors.includes(code)) noted.errors.add(code);
    if (!isConsidered(contract, answer)) return;
    noted.isAsked = true;
    if (input !== undefined) noted.input.note(input);
    if (answer.succeeded) noted.output.note(answer.output, answer.exchange.response.headers);
  }

  /** Notes that a check of a rule was decided. */
  decided(rule: string | undefined): void {
    if (rule !== undefined) this.#rules.add(rule);
  }

  #of(contract: Contract, operation: OperationContract): OperationCoverage {
    const known = this.#operations.get(operation);
    if (known !== undefined) return known;
    const made = {
      isAsked: false,
      input: new InputCoverage(contract, operation),
      output: new OutputCoverage(contract, operation),
      errors: new Set<string>(),
    };
    this.#operations.set(operation, made);
    return made;
  }

  /** Everything that these contracts and rules have. */
  parts(contracts: readonly Contract[], rules: readonly Rule[]): CoveragePart[] {
    const parts = contracts.flatMap((contract) =>
      [...contract.operations.values()].flatMap((operation) =>
        partsOf(operation, this.#of(contract, operation)),
      ),
    );
    return [
      ...parts,
      ...rules.map(({ id, service, operations: [operation = ''] }) => {
        const isExercised = this.#rules.has(id);
        return { what: 'rules' as const, service, operation, name: id, isExercised };
      }),
    ];
  }
}

function partsOf(
  { service, operation, errors: declared }: OperationContract,
  { isAsked, input, output, errors }: OperationCoverage,
): CoveragePart[] {
  const part = (what: CoverageKind, name: string, isExercised: boolean): CoveragePart => ({
    ...{ what, service, operation, name, isExercised },
  });
  const constraints = input.constraints.flatMap(({ constraint, wasBroken, wasKept }) => {
    const { member, keyword, isBreakable } = constraint;
    const check = `constraint/${service}/${operation}/${member}/${keyword}`;
    const side = (isBroken: boolean, isExercised: boolean) => ({
      ...part('constraints', `${member} ${keyword} ${isBroken ? 'broken' : 'kept'}`, isExercised),
      side: { isBroken, check },
    });
    return [...(isBreakable ? [side(true, wasBroken)] : []), side(false, wasKept)];
  });
  return [
    part('operations', operation, isAsked),
    ...input.members.map(({ member, wasSent }) => part('members', member, wasSent)),
    ...output.members.map(({ member, wasSeen }) => part('outputMembers', member, wasSeen)),
    ...input.enumValues.map(({ member, value, wasSent }) =>
      part('enumValues', `${member} ${value === '' ? '(empty)' : value}`, wasSent),
    ),
    ...constraints,
    ...declared.map((code) => part('errors', code, errors.has(code))),
  ];
}

/**
 * exercised ÷ total of each kind of thing.
 * @param unprovokable errors that no client can provoke
 */
export function figuresOf(
  parts: readonly CoveragePart[],
  unprovokable: ReadonlyMap<Service, Unprovokable>,
): CoverageFigures {
  const figure = (what: CoverageKind) => {
    const all = parts.filter((part) => part.what === what);
    return { exercised: all.filter(({ isExercised }) => isExercised).length, total: all.length };
  };
  const hopeless = parts.filter(({ what, service, operation, name, isExercised }) => {
    const reasons = unprovokable.get(service);
    if (what !== 'errors' || isExercised || reasons === undefined) return false;
    return whyUnprovokable(reasons, operation, name) !== undefined;
  });
  return {
    operations: figure('operations'),
    members: figure('members'),
    outputMembers: figure('outputMembers'),
    enumValues: figure('enumValues'),
    constraints: figure('constraints'),
    errors: { ...figure('errors'), unprovokable: hopeless.length },
    rules: figure('rules'),
  };
}

/** Statuses by which an endpoint says that it has no such operation, unless it names an error of the service. */
const ROUTING_STATUS: ReadonlySet<number> = new Set([404, 405, 501]);

/** Whether an answer is about the request: not about the caller's rights, the endpoint's load or its lack of the operation. */
function isConsidered({ shapes }: Contract, { status, error, succeeded }: Answer): boolean {
  if (succeeded) return true;
  if (status < 200 || status === 429 || status >= 500 || NOT_PERMITTED.has(error?.code ?? '')) return false;
  return !ROUTING_STATUS.has(status) || (error?.code !== undefined && error.code in shapes.errors);
}
