import type { OperationContract, Source } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import type { Missigned, WireRequest } from '../../transport/types.js';
import { asObject } from '../ask/exercise.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { describeAnswer } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { leastInputs, namingNothing, welcomePage } from '../malformed/request.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** Why these checks are not asked of everyone, and how to ask them. */
export const ASK_AUTHENTICATION =
  "is not asked of endpoints that are given no real credentials, as emulators accept any; ask with --check 'authentication/*'";

const SIGV4: Source = {
  document: 'AWS Signature Version 4 for API requests',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html',
};

/**
 * Statuses of refusals for want of a valid signature. The errors common to the AWS APIs are documented with 403, and
 * some of them, as IncompleteSignature and RequestExpired, on some pages with 400, and NotAuthorized with 401.
 */
const REFUSALS: readonly number[] = [400, 401, 403];

/** Well beyond the 15 minutes that the date of a request may be off. */
const TWO_HOURS_MS = 2 * 60 * 60 * 1000;

const HEADER = 'x-ivs-conformance';

/** One way to sign wrongly. */
interface Fault {
  readonly name: string;
  /** What is wrong with it, after "a request". */
  readonly what: string;
  /** The request as it is sent. */
  wrong(right: WireRequest): WireRequest;
}

function missigned(name: string, how: string, rest: Omit<Missigned, 'how'>): Fault {
  return {
    name,
    what: `signed ${how}`,
    wrong: (right) => ({ ...right, missigned: { how, ...rest } }),
  };
}

const FAULTS: readonly Fault[] = [
  missigned('wrong-secret', "with a secret that is not the key's", { fault: 'secret' }),
  missigned('unknown-key', 'with an access key that nobody has', { fault: 'unknown-key' }),
  missigned('other-service', 'for another service', { fault: 'scope', service: 's3' }),
  missigned('other-region', 'for another region', { fault: 'scope', otherRegion: true }),
  missigned('expired', 'two hours ago', { fault: 'date', shiftMs: -TWO_HOURS_MS }),
  missigned('not-yet-current', 'two hours from now', { fault: 'date', shiftMs: TWO_HOURS_MS }),
  missigned('other-body', 'with another body than it has', {
    fault: 'content',
    instead: { body: '{"maxResults":2}' },
  }),
  {
    name: 'other-header',
    what: 'signed with another value of a signed header than it has',
    wrong: (right) => ({
      ...right,
      headers: { ...right.headers, [HEADER]: 'sent' },
      missigned: {
        how: 'with another value of a signed header than it has',
        fault: 'content',
        instead: { headers: { [HEADER]: 'signed' } },
      },
    }),
  },
  missigned('other-path', 'for another path than it has', {
    fault: 'content',
    instead: { path: '/ListNothing' },
  }),
  {
    name: 'incomplete',
    what: 'that names a key, but lacks a signature',
    wrong: (right) => ({
      ...right,
      unsigned: true,
      headers: {
        ...right.headers,
        authorization:
          'AWS4-HMAC-SHA256 Credential=nobody/20200101/us-east-1/ivs/aws4_request, SignedHeaders=host',
      },
      missigned: { how: 'with a key, but without a signature', fault: 'form' },
    }),
  },
];

/** Requests that are not signed, or not as they have to be, are refused. */
export const authentication: Kind = {
  id: 'authentication',
  title: 'Authentication',
  plan: (scope) => {
    const listed = scope.resources
      .filter(({ checked, parent }) => checked && parent === undefined)
      .map(({ list }) => scope.contract.operations.get(list?.operation ?? ''))
      .find((operation) => operation !== undefined);
    if (listed === undefined) return [];
    return [unsignedCheck(scope, listed), ...FAULTS.map((fault) => faultCheck(scope, listed, fault))];
  },
};

function unsignedCheck(scope: Scope, listed: OperationContract): Check {
  const callers = callersOf(scope);
  const { service } = scope.contract;
  return {
    ...common(scope),
    id: `authentication/${service}/unsigned`,
    title: 'Requests that are not signed are refused, whatever the operation',
    operations: [listed.operation],
    source: service === 'ivs' ? welcomePage(scope) : SIGV4,
    sent: `${listed.operation} and other operations without a signature`,
    run: (context) =>
      context.forEach(
        [
          context.fc.constant(listed.operation),
          context.fc.constantFrom(...callers.map(({ operation }) => operation.operation)),
        ],
        async (name) => {
          const caller = callers.find(({ operation }) => operation.operation === name);
          if (caller === undefined) return;
          const right = await validRequest(context, caller);
          const answer = await context.send({ ...right, unsigned: true });
          if (!isUnknownRoute(answer, scope)) expectUnauthenticated(answer, 'it is not signed');
        },
        { cases: 8 },
      ),
  };
}

/** A request that is valid but for what it names, which is not there: nothing is changed by it where it is accepted. */
async function validRequest(context: CheckContext, caller: Caller): Promise<WireRequest> {
  const [least = {}] = context.fc.sample(leastInputs(context, caller.operation), { seed: 1, numRuns: 1 });
  return bindRequest(caller.operation, await namingNothing(context, caller, asObject(least)));
}

/** An endpoint that lacks an operation may say so whoever asks. */
function isUnknownRoute({ status, error }: Answer, { contract }: Scope): boolean {
  if (status !== 404 && status !== 405 && status !== 501) return false;
  return error?.code === undefined || contract.shapes.errors[error.code] === undefined;
}

function faultCheck(scope: Scope, operation: OperationContract, { name, what, wrong }: Fault): Check {
  return {
    ...common(scope),
    id: `authentication/${scope.contract.service}/${name}`,
    title: `A request ${what} is refused`,
    operations: [operation.operation],
    source: SIGV4,
    sent: `${operation.operation}, ${what}`,
    run: async (context) => {
      const right = bindRequest(operation, { maxResults: 1 });
      expectUnauthenticated(await context.send(wrong(right)), `the request is one ${what}`);
    },
  };
}

function common({
  contract,
}: Scope): Pick<Check, 'kind' | 'service' | 'strength' | 'expected' | 'authenticates'> {
  return {
    kind: 'authentication',
    service: contract.service,
    strength: 'documented',
    expected: `a refusal with status 403 (or ${REFUSALS.filter((status) => status !== 403).join(', ')}, with which some of these errors are documented)`,
    authenticates: true,
  };
}

function expectUnauthenticated(answer: Answer, why: string): void {
  if (REFUSALS.includes(answer.status) && answer.error?.code !== 'ValidationException') return;
  throw new DeviationFound({
    expected: `a refusal (403), because ${why}`,
    observed: describeAnswer(answer),
    exchange: answer.exchange,
  });
}
