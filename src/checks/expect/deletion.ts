import type { Answer } from '../../transport/http/answer.js';
import type { Part } from '../plan/scope.js';
import type { CheckContext } from '../types.js';
import { expectError, stringAt } from './expect.js';
import { Inconclusive } from './verdicts.js';

/** Error of whatever names a resource that is not there. */
export const GONE = 'ResourceNotFoundException';

/**
 * A resource that was deleted is not found any more.
 * @throws DeviationFound when it is
 * @throws Inconclusive when it is on its way out all the time that a read may lag behind
 */
export async function expectGone(
  context: CheckContext,
  get: Part,
  read: () => Promise<Answer>,
): Promise<void> {
  const { leaving } = get.resource;
  const status = context.scope.contract.shapes.errors[GONE]?.status ?? 404;
  let state: string | undefined;
  try {
    await context.eventually(async () => {
      const answer = await read();
      state = leaving && stringAt(answer.output, `${get.binding.output}.${leaving.member}`);
      expectError(answer, GONE, status, 'it was deleted');
    });
  } catch (error) {
    if (leaving === undefined || state !== leaving.value) throw error;
    throw new Inconclusive(`the ${get.resource.name} stayed in state ${state}`);
  }
}
