import { Unmet } from '../../checks/expect/verdicts.js';
import { resourceMadeBy } from '../../contract/resources.js';
import type { Answer } from '../../transport/http/answer.js';
import type { Proceedings } from '../check/check-run.js';
import { type Environment, scopeOf } from '../environment.js';
import { whyNotMade } from '../fixtures/creation-refusals.js';
import { isRebuff } from '../run/skipped/refusals.js';

/**
 * The answer to a creation that carries the mark of the run among its tags. An endpoint that has never taken the mark of
 * a resource may not take tags: then the creation is asked without, and so are later ones.
 */
export async function unlessRefused(
  environment: Environment,
  proceedings: Pick<Proceedings, 'noteRebuff'>,
  answer: Answer,
  askWithout: () => Promise<Answer>,
): Promise<Answer> {
  const { unmarked, takesMark } = environment.shared;
  const { service, operation } = answer.operation;
  const resource = resourceMadeBy(scopeOf(environment, service).resources, operation);
  if (resource === undefined || takesMark.has(resource)) return answer;
  if (answer.succeeded) takesMark.add(resource);
  if (answer.succeeded || !mayBeOfTags(answer)) return answer;
  const without = await askWithout();
  if (!without.succeeded) return answer;
  unmarked.add(resource);
  proceedings.noteRebuff(new Unmet(answer, whyNotMade(operation, resource, answer)));
  return without;
}

/** A conflict is with something else, and a failure with nothing that was sent. */
function mayBeOfTags(answer: Answer): boolean {
  return answer.status < 500 && answer.status !== 409 && isRebuff(answer);
}
