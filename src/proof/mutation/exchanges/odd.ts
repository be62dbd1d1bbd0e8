import type { Contracts, OperationContract } from '../../../contract/types.js';
import { text } from '../../../reference/state/json.js';
import { type Fault, isSuccess, type Reply } from './exchange.js';
import { viewedResources } from './views.js';

/** Valid requests that an odd endpoint refuses. */
export interface OddRefusal {
  readonly id: string;
  /** What is refused, as a sentence. */
  readonly statement: string;
  /** Operations that refuse. */
  readonly operations: ReadonlySet<string>;
  begin(): Fault;
}

/** Every odd refusal. */
export function oddRefusals(contracts: Contracts): OddRefusal[] {
  const makers = viewedResources(contracts).flatMap(({ makers: [maker] }) => maker ?? []);
  const named = makers.filter(({ operation }) => operation.input.properties?.name !== undefined);
  const optional = named.filter(({ operation }) => !operation.input.required?.includes('name'));
  const rich = makers.filter(({ operation }) => furtherOf(operation).length > 0);
  const tagged = makers.filter(({ operation }) => operation.input.properties?.tags !== undefined);
  const operationsOf = (some: typeof makers) => new Set(some.map(({ operation }) => operation.operation));
  return [
    {
      id: 'name-used',
      statement: 'A creation whose name was used before is refused with 409.',
      operations: operationsOf(named),
      begin: refuseUsedNames,
    },
    {
      id: 'no-name',
      statement: 'A creation without a name is refused with 400.',
      operations: operationsOf(optional),
      begin: () => refusing(400, 'ValidationException', ({ input }) => text(input, 'name') === ''),
    },
    {
      id: 'named',
      statement: 'A creation with a name is refused with 400.',
      operations: operationsOf(optional),
      begin: () => refusing(400, 'ValidationException', ({ input }) => text(input, 'name') !== ''),
    },
    {
      id: 'plain',
      statement: 'A creation with nothing but what is required, a name and tags is refused with 400.',
      operations: operationsOf(rich),
      begin: () =>
        refusing(400, 'ValidationException', ({ operation, input }) =>
          furtherOf(operation).every((member) => input[member] === undefined),
        ),
    },
    {
      id: 'tagged',
      statement: 'A creation with tags is refused with 400.',
      operations: operationsOf(tagged),
      begin: () => refusing(400, 'ValidationException', ({ input }) => input.tags !== undefined),
    },
  ];
}

/** Members that a creation may have beside a name, tags and what names other resources. */
function furtherOf({ input: { properties = {}, required = [] } }: OperationContract): string[] {
  return Object.keys(properties).filter(
    (member) => !required.includes(member) && !/^(?:name|tags)$|Arn$/.test(member),
  );
}

type Asked = Parameters<Fault>[0];

function refusing(status: number, code: string, isRefused: (asked: Asked) => boolean): Fault {
  return (asked, forward) => (isRefused(asked) ? refusal(status, code) : forward());
}

function refuseUsedNames(): Fault {
  const used = new Set<string>();
  return (asked, forward) => {
    const { name } = asked.input;
    const key = `${asked.operation.operation} ${JSON.stringify(name)}`;
    if (typeof name === 'string' && used.has(key)) return refusal(409, 'ConflictException');
    const reply = forward();
    if (isSuccess(reply)) used.add(key);
    return reply;
  };
}

function refusal(status: number, code: string): Reply {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: { exceptionMessage: 'refused' } };
}
