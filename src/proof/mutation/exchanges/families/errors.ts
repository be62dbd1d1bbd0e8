import { loadUnprovokable, whyUnprovokable } from '../../../../contract/rules/unprovokable.js';
import type { Contract, Contracts, JsonObject, OperationContract } from '../../../../contract/types.js';
import { exchangeMutant, success } from '../build.js';
import { type ExchangeMutant, isSuccess, type Reply } from '../exchange.js';

/** Each declared error of each operation, given otherwise than it is declared. */
export function errorMutants(contracts: Contracts): ExchangeMutant[] {
  return [...contracts.values()].flatMap((contract) => {
    const unprovokable = loadUnprovokable(contract.service);
    return [...contract.operations.values()].flatMap((operation) => {
      const provokable = operation.errors.filter(
        (code) => whyUnprovokable(unprovokable, operation.operation, code) === undefined,
      );
      return provokable.flatMap((code) => mutantsOf(contract, operation, code, provokable));
    });
  });
}

const CODE = 'x-amzn-errortype';

function mutantsOf(
  { shapes }: Contract,
  operation: OperationContract,
  code: string,
  declared: readonly string[],
): ExchangeMutant[] {
  const make = (family: string, statement: string, change: (reply: Reply) => Reply | undefined) =>
    exchangeMutant(family, operation, [code], statement, () => (asked, forward) => {
      const reply = forward();
      const isIt = asked.operation === operation && reply.headers[CODE] === code;
      return (isIt ? change(reply) : undefined) ?? reply;
    });
  const status = shapes.errors[code]?.status ?? 400;
  const [other] = declared.filter((each) => each !== code);
  return [
    make('error-undeclared', `${code} is called by a name that is not declared.`, (reply) => {
      reply.headers[CODE] = UNDECLARED;
      return undefined;
    }),
    make('error-status', `${code} comes with a status of another error.`, (reply) => {
      reply.status = status === 400 ? 409 : 400;
      return undefined;
    }),
    make('error-status-server', `${code} comes with status 500.`, (reply) => {
      reply.status = 500;
      return undefined;
    }),
    make('error-code-case', `${code} is written in lower case.`, (reply) => {
      reply.headers[CODE] = code.toLowerCase();
      return undefined;
    }),
    make('error-silent', `${code} comes without a body.`, (reply) => {
      delete reply.body;
      return undefined;
    }),
    ...(other === undefined ? [] : [swapped(operation, code, other, shapes.errors[other]?.status ?? 400)]),
    accepted(operation, code),
  ];
}

/** No error of either service is called so. */
const UNDECLARED = 'InvalidRequestException';

function swapped(operation: OperationContract, code: string, other: string, status: number): ExchangeMutant {
  const statement = `${code} comes as ${other}, which the operation declares for something else.`;
  return exchangeMutant('error-swapped', operation, [code], statement, () => (asked, forward) => {
    const reply = forward();
    if (asked.operation !== operation || reply.headers[CODE] !== code) return reply;
    return { ...reply, status, headers: { ...reply.headers, [CODE]: other } };
  });
}

/** A refusal becomes the success that the operation had before. */
function accepted(operation: OperationContract, code: string): ExchangeMutant {
  const statement = `In place of ${code}, the last success is answered once more.`;
  return exchangeMutant('error-hidden', operation, [code], statement, () => {
    let body: JsonObject | undefined;
    return (asked, forward) => {
      const reply = forward();
      if (asked.operation !== operation) return reply;
      if (isSuccess(reply)) body = structuredClone(reply.body);
      const isHidden = reply.headers[CODE] === code && (body !== undefined || !operation.http.hasOutput);
      return isHidden ? success(operation, body) : reply;
    };
  });
}
