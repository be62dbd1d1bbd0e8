import { type OperationOptions, validateInput, validateOutput } from '../../contract/documents/validation.js';
import type { SchemaProblem } from '../../contract/schema/compile.js';

/** What a value is compared with. */
export interface ConformOptions extends OperationOptions {
  /** Whether it is the input or the output of the operation. Default: `output`. */
  readonly part?: 'input' | 'output';
}

/** What Vitest is told. */
export interface Judgement {
  readonly pass: boolean;
  message(): string;
}

/**
 * The matcher behind `expect(output).toConformTo('CreateChannel')`.
 * @throws UnknownOperationError when there is no such operation, or one in both services
 */
export function toConformTo(received: unknown, operation: string, options: ConformOptions = {}): Judgement {
  const { part = 'output', ...contract } = options;
  const validate = part === 'input' ? validateInput : validateOutput;
  const problems = validate(operation, received, contract);
  const what = `the ${part} of ${operation}`;
  return {
    pass: problems.length === 0,
    message: () =>
      problems.length === 0
        ? `expected a value that is not ${what}, but it conforms`
        : `expected ${what}:\n${problems.map(inWords).join('\n')}`,
  };
}

function inWords({ path, expected, observed }: SchemaProblem): string {
  return `  ${path === '' ? 'it' : path} should be ${expected}, but is ${observed}`;
}
