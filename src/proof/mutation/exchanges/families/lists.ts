import { resolve } from '../../../../contract/load.js';
import type {
  Contract,
  Contracts,
  JsonObject,
  OperationContract,
  Pagination,
} from '../../../../contract/types.js';
import { list, text } from '../../../../reference/state/json.js';
import { exchangeMutant, onRequest, onSuccess } from '../build.js';
import { type ExchangeMutant, type Fault, isSuccess } from '../exchange.js';

/** Every list operation: its pages, its tokens, its filters, and what it remembers. */
export function listMutants(contracts: Contracts): ExchangeMutant[] {
  return [...contracts.values()].flatMap((contract) =>
    [...contract.operations.values()].flatMap((operation) =>
      // A channel has one stream key, so there is no other page of them.
      operation.pagination === undefined || operation.operation === 'ListStreamKeys'
        ? []
        : [
            ...pageMutants(operation, operation.pagination),
            ...tokenMutants(contract, operation, operation.pagination),
          ],
    ),
  );
}

function pageMutants(
  operation: OperationContract,
  { items, limit, inputToken }: Pagination,
): ExchangeMutant[] {
  const make = (family: string, statement: string, begin: () => Fault, what: readonly string[] = []) =>
    exchangeMutant(family, operation, what, statement, begin);
  const larger = (by: number) => (input: JsonObject) => {
    const size = input[limit];
    return typeof size === 'number' && size > 0 && size < LARGEST
      ? { ...input, [limit]: size + by }
      : undefined;
  };
  const ofLater = (change: (input: JsonObject) => JsonObject) => () =>
    onRequest(operation, (input) => (text(input, inputToken) === '' ? undefined : change(input)));
  const filters = Object.keys(operation.input.properties ?? {}).filter((member) =>
    member.startsWith('filterBy'),
  );
  return [
    make('page-longer', `A page holds one entry more than ${limit} allows.`, () =>
      onRequest(operation, larger(1)),
    ),
    make('page-reversed', 'The entries of a page come in the opposite order.', () =>
      onSuccess(operation, (body) => {
        body[items] = list(body, items).toReversed();
      }),
    ),
    make('page-unsized-later', `With a token, ${limit} is lost.`, ofLater(without(limit))),
    ...filters.map((filter) =>
      make('page-unfiltered-later', `With a token, ${filter} is lost.`, ofLater(without(filter)), [filter]),
    ),
    make('page-emptied-later', 'Pages after the first are empty.', () =>
      onSuccess(operation, (body, { input }) => {
        if (text(input, inputToken) !== '') body[items] = [];
      }),
    ),
    make('page-overlapping', 'A page begins with the last entry of the one before it.', () => {
      let last: JsonObject[string] | undefined;
      return onSuccess(operation, (body, { input }) => {
        const entries = list(body, items);
        if (text(input, inputToken) !== '' && last !== undefined)
          body[items] = [last, ...entries.slice(0, -1)];
        last = entries.at(-1);
      });
    }),
  ];
}

/** No page is larger than this, whatever the operation. */
const LARGEST = 100;

function without(member: string): (input: JsonObject) => JsonObject {
  return (input) => Object.fromEntries(Object.entries(input).filter(([name]) => name !== member));
}

function tokenMutants(
  contract: Contract,
  operation: OperationContract,
  pagination: Pagination,
): ExchangeMutant[] {
  const { inputToken, outputToken, items } = pagination;
  const { maxLength = LONG_TOKEN } = resolve(contract, operation.output.properties?.[outputToken] ?? {});
  const onToken = (family: string, statement: string, change: (token: string, body: JsonObject) => void) =>
    exchangeMutant(family, operation, [], statement, () =>
      onSuccess(operation, (body) => {
        const token = text(body, outputToken);
        if (token !== '') change(token, body);
      }),
    );
  return [
    onToken('token-missing', 'No page says that there is another one.', (_, body) => {
      delete body[outputToken];
    }),
    onToken('token-empty', 'The token of the next page is empty.', (_, body) => {
      body[outputToken] = '';
    }),
    tokenTooLong(operation, pagination, maxLength),
    onToken('token-unknown', 'The token of the next page is none that the endpoint knows.', (token, body) => {
      body[outputToken] = [...token].toReversed().join('');
    }),
    exchangeMutant('token-repeated', operation, [], 'Each page says that it is itself the next one.', () =>
      onSuccess(operation, (body, { input }) => {
        const token = text(input, inputToken);
        if (token !== '') body[outputToken] = token;
      }),
    ),
    exchangeMutant('token-at-end', operation, [], 'The last page says that there is another one.', () => {
      let token = '';
      return onSuccess(operation, (body) => {
        token = text(body, outputToken) || token;
        if (token !== '' && list(body, items).length > 0) body[outputToken] = token;
      });
    }),
  ];
}

const LONG_TOKEN = 1024;

/** The endpoint takes it all the same: what follows the token is taken off again on the way back. */
function tokenTooLong(
  operation: OperationContract,
  { inputToken, outputToken }: Pagination,
  longest: number,
) {
  const filler = `.${'x'.repeat(longest)}`;
  const statement = 'The token of the next page is longer than a token may be.';
  return exchangeMutant('token-too-long', operation, [], statement, () => (asked, forward) => {
    if (asked.operation.operation !== operation.operation) return forward();
    const token = text(asked.input, inputToken);
    const isOurs = token.endsWith(filler);
    const reply = forward(
      isOurs ? { ...asked.input, [inputToken]: token.slice(0, -filler.length) } : undefined,
    );
    const next = reply.body === undefined ? '' : text(reply.body, outputToken);
    if (isSuccess(reply) && reply.body !== undefined && next !== '') reply.body[outputToken] = next + filler;
    return reply;
  });
}
