import type { Contract } from '../../../contract/types.js';
import type { ReferenceRequest } from '../../protocol/request.js';
import type { Verification } from '../../protocol/signature.js';
import type { Answer, Call, World } from '../../state/call.js';

/** The reference endpoint with exactly one behaviour broken. */
export interface Mutant {
  /** `<family>/<service>/<operation>/<what>`, as far as these apply. */
  readonly id: string;
  readonly title: string;
  /** What is broken, as a sentence. */
  readonly statement: string;
  /** Why no client can tell it from a conforming endpoint by what is documented; absent where one can. */
  readonly equivalent?: string;
  /** The operation at fault, when it is one. */
  readonly operation?: string;
  /** The contract that the mutant goes by, in place of the documented one; called for each service. */
  readonly contract?: (contract: Contract) => Contract;
  /**
   * Stands between a request and its operation.
   * @param next carries out the call (or a changed one) as documented; its answer is the caller's to change
   */
  readonly intercept?: (call: Call, next: (changed?: Call) => Answer, world: World) => Answer;
  /** What is not verified of signatures, where they are verified at all. */
  readonly unverified?: Verification;
  /**
   * Stands between the wire and the endpoint.
   * @param next answers the request (or a changed one) as documented; its answer is the caller's to change
   */
  readonly receive?: (request: ReferenceRequest, next: (changed?: ReferenceRequest) => Answer) => Answer;
}
