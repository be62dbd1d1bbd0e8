/** How an endpoint answers what it does not know. */
import type { OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { WireRequest } from '../../transport/types.js';

/** Stands in the path of a request that no service has. */
export const NOWHERE = 'ThereIsNoSuchOperation';

/** A request that is like those of an operation, to a path that no service has. */
export function nowhere({ service, operation, http }: OperationContract): WireRequest {
  const hasBody = http.method === 'POST' || http.method === 'PUT';
  return {
    service,
    operation,
    method: http.method,
    path: `/${NOWHERE}`,
    headers: hasBody ? { 'content-type': 'application/json' } : {},
    ...(hasBody ? { body: '{}' } : {}),
  };
}

/** Whether an answer is the one that any path gets; what names the request, and numbers of requests, aside. */
export function isAsNowhere(answer: Answer, unknown: Answer): boolean {
  return answer.status === unknown.status && inGeneral(answer) === inGeneral(unknown);
}

/** What an answer says, whatever was asked. */
function inGeneral({ exchange: { request, response }, error, operation }: Answer): string {
  const [path = '', rest = ''] = request.path.split('?');
  const [, head = ''] = path.split('/');
  const named = [`${path}?${rest}`, decoded(path), path, `/${head}`].flatMap((name) => [name, name.slice(1)]);
  let said = `${error?.code ?? ''} ${response.body}`.toLowerCase();
  for (const name of named.filter((each) => each.length > 1)) said = said.replaceAll(name.toLowerCase(), '…');
  for (const name of [operation.operation, NOWHERE]) said = said.replace(inAnySpelling(name), '…');
  return said.replace(MADE_UP, '…');
}

/** Numbers, times and identifiers of requests: words with a digit in them. */
const MADE_UP = /[\w+/=-]*\d[\w+/=-]*/g;

/** `CreateStage`, `createStage`, `create_stage` and `create-stage`. */
function inAnySpelling(name: string): RegExp {
  return new RegExp(name.replace(/(?<=[a-z])(?=[A-Z])/g, '[ _-]?'), 'gi');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether how a path is answered that cannot exist tells anything: a lost connection, or too many requests, do not. */
export function isTelling({ status }: Answer): boolean {
  return status >= 200 && status !== 429;
}
