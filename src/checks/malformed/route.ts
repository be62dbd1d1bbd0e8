import type { Answer } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import type { WireRequest } from '../../transport/types.js';
import type { Caller } from '../ask/valid-request.js';
import { operationOf, TAG_OPERATIONS } from '../plan/scope.js';
import type { Check, Scope } from '../types.js';
import { forEachOf } from './body.js';
import { expectRefused, malformedCheck, welcomePage } from './request.js';

const HTTP = { document: 'RFC 9110, HTTP Semantics', url: 'https://www.rfc-editor.org/rfc/rfc9110' };

/** A status by which a server says that it does not know a path or a method, though it is no 4xx (RFC 9110, 15.6.2). */
const NOT_IMPLEMENTED = 501;

/** Per service, asked of one operation: what leads to no operation is refused. */
export function routeChecks(scope: Scope, { operation }: Caller): Check[] {
  const { uri, method } = operation.http;
  const name = operation.operation;
  const own = bindRequest(operation, {});
  const paths = ['/NoSuchOperation', `${uri}/NoSuchOperation`, uri.toLowerCase()];
  const methods = ['GET', 'PUT', 'DELETE'].filter((each) => each !== method);
  return [
    malformedCheck(scope, {
      name: 'path',
      title: 'Paths of no operation are refused',
      operations: [name],
      source: welcomePage(scope),
      strength: 'inferred',
      sent: `${method} ${paths.join(', ')}: the last one differs in case alone`,
      expected: 'a refusal (4xx or 501) of each',
      run: (context) =>
        forEachOf(context, paths, async (path) => {
          const answer = await context.send({ ...own, path });
          if (answer.status !== NOT_IMPLEMENTED) expectRouted(answer, `no operation has the path ${path}`);
        }),
    }),
    malformedCheck(scope, {
      name: 'method',
      title: `${name} answers no other method than ${method}`,
      operations: [name],
      source: HTTP,
      strength: 'inferred',
      sent: `${methods.join(', ')} ${uri}`,
      expected: 'a refusal (4xx or 501) of each',
      run: (context) =>
        forEachOf(context, methods, async (each) => {
          const answer = await context.send(
            each === 'GET' ? withoutBody(own, each) : { ...own, method: each },
          );
          if (answer.status !== NOT_IMPLEMENTED)
            expectRouted(answer, `${uri} has the method ${method} alone`);
        }),
    }),
    tagPathCheck(scope),
  ];
}

/** Here, a refusal of the caller is one of the request as well: who asks for nothing has a right to nothing. */
function expectRouted(answer: Answer, why: string): void {
  if (answer.status !== 403) expectRefused(answer, why);
}

function withoutBody({ body: _, headers, ...rest }: WireRequest, method: string): WireRequest {
  const { 'content-type': _type, ...others } = headers;
  return { ...rest, headers: others, method };
}

/** Paths in which no ARN is percent-encoded as it should be. */
const TAG_PATHS = ['/tags/%', '/tags/%zz', '/tags/arn%3Aaws%3Aivs%E0%A4', '/tags/%00', '/tags/%2541rn'];

function tagPathCheck(scope: Scope): Check {
  const operation = operationOf(scope, TAG_OPERATIONS.list);
  return malformedCheck(scope, {
    name: 'tag-path',
    title: `${operation.operation} refuses an ARN that is badly percent-encoded`,
    operations: [operation.operation],
    member: 'resourceArn',
    source: {
      document: 'RFC 3986, Uniform Resource Identifier (URI): Generic Syntax',
      url: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.1',
    },
    sent: TAG_PATHS.map((path) => `GET ${path}`).join(', '),
    expected: 'a refusal (4xx) of each',
    run: (context) =>
      forEachOf(context, TAG_PATHS, async (path) => {
        const answer = await context.send({ ...bindRequest(operation, {}), path });
        expectRouted(answer, `${path} holds no ARN`);
      }),
  });
}
