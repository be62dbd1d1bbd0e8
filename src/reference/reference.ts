import { loadContracts } from '../contract/load.js';
import { type Match, type Miss, Router } from '../contract/route.js';
import type { Contract, Contracts } from '../contract/types.js';
import { handlerOf } from './handlers.js';
import type { Mutant } from './mutants/build/mutant.js';
import { failure, success } from './protocol/answer.js';
import { readInput, validateInput } from './protocol/input.js';
import type { ReferenceRequest, ReferenceResponse } from './protocol/request.js';
import { type AcceptedCredentials, Verifier } from './protocol/signature.js';
import { stopIdle } from './resources/compositions/composition.js';
import { FIXED_QUOTAS } from './resources/facts.js';
import { Attendance } from './resources/stages/attendance.js';
import { Broadcasts } from './resources/streaming/broadcast.js';
import { type Control, createControl } from './server/control.js';
import type { Answer, Call, Quotas, World } from './state/call.js';
import { Fault } from './state/fault.js';
import { Identities } from './state/identity.js';
import { Store } from './state/store.js';
import type { Next, Varied } from './variations/variation.js';

/** How to set up a reference endpoint. */
export interface ReferenceOptions {
  /** Default: the contracts of the package. */
  readonly contracts?: Contracts;
  /** Region of requests without a credential scope, and the only one where signatures are verified. Default: us-east-1. */
  readonly region?: string;
  /** What requests have to be signed with. Default: signatures are not verified, and need not be there. */
  readonly credentials?: AcceptedCredentials;
  /** Account id in ARNs. Default: 123456789012. */
  readonly account?: string;
  /** Clock of all times. Default: the system's. */
  readonly now?: () => Date;
  /** Numbers in [0, 1) from which identifiers are drawn. Default: Math.random. */
  readonly random?: () => number;
  /**
   * How many of something a region may hold. Default: the quotas that no account can raise (3 key pairs of either
   * service, 5 replicas of a participant), and any number of everything else. `Infinity` lifts one.
   */
  readonly quotas?: Quotas;
  /** The one behaviour that is to be broken. Default: none. */
  readonly mutant?: Mutant;
  /** What is to be different where the documents leave that free. Default: nothing. */
  readonly varied?: Varied;
}

/** Amazon IVS in memory. */
export interface Reference {
  /**
   * Answers one request. Never throws: whatever goes wrong is an error response.
   *
   * Unless there are credentials to verify them with, signatures are not verified, and a request without one is
   * accepted; a signed request's credential scope names the region. Resources are visible in the region that they were
   * created in, nowhere else.
   */
  handle(request: ReferenceRequest): ReferenceResponse;
  /** What happens outside of the API: channels go live, participants join. */
  readonly control: Control;
}

const MISSES: { readonly [miss in Miss]: readonly [code: string, message: string] } = {
  path: ['UnknownOperationException', 'no operation has this path'],
  method: ['MethodNotAllowedException', 'no operation of this path has this method'],
  encoding: ['ValidationException', 'the path is not percent-encoded'],
};

/** Makes an endpoint that behaves as the documentation says, and holds no resource yet. */
export function createReference(options: ReferenceOptions = {}): Reference {
  const { settings = {}, ...varied } = options.varied ?? {};
  const { region = settings.region ?? 'us-east-1', account = settings.account ?? '123456789012' } = options;
  const { now = () => new Date(Date.now() + (settings.clockMs ?? 0)), mutant } = options;
  const { contract: change = (contract: Contract) => contract } = mutant ?? {};
  const documented = [...(options.contracts ?? loadContracts())];
  const contracts = new Map(documented.map(([service, contract]) => [service, change(contract)]));
  const router = new Router(contracts);
  const identities = new Identities(account, options.random ?? Math.random, settings.identify);
  const surroundings = { store: new Store(), identities, now };
  const [broadcasts, attendance] = [new Broadcasts(surroundings), new Attendance(surroundings)];
  const quotas = { ...FIXED_QUOTAS, ...settings.quotas, ...options.quotas };
  const world: World = { ...surroundings, quotas, broadcasts, attendance };
  const { credentials } = options;
  const verifier = credentials && new Verifier({ credentials, region, now, unverified: mutant?.unverified });

  function answer(request: ReferenceRequest): Answer {
    let contract: Contract | undefined;
    try {
      verifier?.verify(request);
      const match = router.find(request.method, request.path);
      if (typeof match === 'string') return failure(undefined, ...MISSES[match]);
      contract = match.contract;
      return carryOut(toCall(match, request, region), world, mutant, varied.intercept);
    } catch (error) {
      return refusal(contract, error);
    }
  }

  return {
    control: createControl(world),
    handle(request) {
      const answered = mutant?.receive?.(request, (changed = request) => answer(changed)) ?? answer(request);
      const { body, ...head } = written(varied.answer?.(answered, request) ?? answered);
      const response = {
        ...head,
        headers: { ...head.headers, 'x-amzn-requestid': identities.requestId() },
        body: varied.rewrite?.(body) ?? body,
      };
      return varied.respond?.(response) ?? response;
    },
  };
}

/** The answer as it is sent; a failure where it cannot be written as JSON. */
function written({ status, headers, body }: Answer): ReferenceResponse {
  try {
    return { status, headers, body: body === undefined ? '' : JSON.stringify(body) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return written(failure(undefined, 'InternalServerException', 'the answer is nested too deeply'));
  }
}

function toCall(match: Match, request: ReferenceRequest, defaultRegion: string): Call {
  const { contract, operation } = match;
  const { service } = contract;
  const scope = /Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\//.exec(String(request.headers.authorization ?? ''));
  const [, region = defaultRegion] = scope ?? [];
  return { service, contract, operation, input: readInput(match, request.body), region };
}

function carryOut(call: Call, world: World, mutant: Mutant | undefined, vary: Varied['intercept']): Answer {
  const plain: Next = (changed = call, elsewhere = world) => {
    if (mutant?.intercept === undefined) return conform(changed, elsewhere);
    const next = (again = changed) => structuredClone(conform(again, elsewhere));
    return mutant.intercept(changed, next, elsewhere);
  };
  return vary === undefined ? plain() : vary(call, plain, world);
}

function conform(call: Call, world: World): Answer {
  const { contract, operation, service, input } = call;
  try {
    const handle = handlerOf(service, operation.operation);
    validateInput(contract, operation, input);
    stopIdle(call, world);
    return success(call, handle(call, world));
  } catch (error) {
    return refusal(contract, error);
  }
}

function refusal(contract: Contract | undefined, error: unknown): Answer {
  if (error instanceof Fault) return failure(contract, error.code, error.message);
  return failure(contract, 'InternalServerException', error instanceof Error ? error.message : String(error));
}
