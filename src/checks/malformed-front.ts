import { resolve } from '../contract/load.js';
import type { OperationContract } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { bindRequest } from '../transport/request.js';
import type { WireRequest } from '../transport/types.js';
import type { Caller } from './caller.js';
import { describeAnswer, show, stringAt } from './expect.js';
import { forEachOf } from './malformed-body.js';
import {
  deviation,
  expectAnswered,
  expectRefused,
  malformedCheck,
  welcomePage,
  withBody,
} from './malformed-request.js';
import { operationOf, TAG_OPERATIONS } from './scope.js';
import type { Check, Scope } from './types.js';
import { Skipped } from './verdicts.js';

/** What is asked about the one thing that an endpoint does before it knows the operation. */
type Front = (scope: Scope, asked: Caller) => Check[];

const JSON_TEXT = { document: 'RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format' };
const HTTP = { document: 'RFC 9110, HTTP Semantics', url: 'https://www.rfc-editor.org/rfc/rfc9110' };
const NAME = 'ivs-conformance';

/** Per service, asked of one operation that makes something: paths, methods, content types, sizes, texts, numbers. */
export const frontChecks: Front = (scope, asked) => [
  ...routes(scope, asked),
  ...contentTypes(scope, asked),
  ...texts(scope, asked),
  ...sizes(scope, asked),
  ...numbers(scope),
  ...tagPaths(scope),
];

/** A status by which a server says that it does not know a path or a method, though it is no 4xx (RFC 9110, 15.6.2). */
const NOT_IMPLEMENTED = 501;

const routes: Front = (scope, { operation }) => {
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
    malformedCheck(scope, {
      name: 'member-case',
      title: 'Members whose names differ in case are other members',
      operations: [name],
      source: welcomePage(scope),
      strength: scope.contract.service === 'ivs' ? 'documented' : 'inferred',
      sent: `${name} with NAME in place of name`,
      expected: 'a refusal, or a success that takes no notice of it',
      run: async (context) => {
        const answer = await context.send(withBody(operation, {}, JSON.stringify({ NAME })));
        expectAnswered(answer, 'a request with an unknown member');
        const shown = nameOf(answer);
        if (shown === NAME)
          throw deviation(answer, 'no name, because NAME is another member', `the name ${show(shown)}`);
      },
    }),
  ];
};

/** Here, a refusal of the caller is one of the request as well: who asks for nothing has a right to nothing. */
function expectRouted(answer: Answer, why: string): void {
  if (answer.status !== 403) expectRefused(answer, why);
}

function withoutBody({ body: _, headers, ...rest }: WireRequest, method: string): WireRequest {
  const { 'content-type': _type, ...others } = headers;
  return { ...rest, headers: others, method };
}

/** Content types that are not the documented one: what happens then, no source says of the service itself. */
const CONTENT_TYPES = ['', 'text/plain', 'application/x-www-form-urlencoded', 'application/xml', ';;;'];

const contentTypes: Front = (scope, { operation }) => {
  const name = operation.operation;
  return [
    malformedCheck(scope, {
      name: 'content-type',
      title: 'A body of another content type is refused, or read all the same',
      operations: [name],
      source: welcomePage(scope),
      strength: 'inferred',
      sent: `${name} with no content type, ${CONTENT_TYPES.slice(1).join(', ')}`,
      expected: 'a refusal (4xx; 415 by the protocol), or a success that has the name as it was sent',
      run: (context) =>
        forEachOf(context, CONTENT_TYPES, async (type) => {
          const { headers, ...request } = withBody(operation, {}, JSON.stringify({ name: NAME }));
          const { 'content-type': _, ...others } = headers;
          const answer = await context.send({
            ...request,
            headers: { ...others, ...(type === '' ? {} : { 'content-type': type }) },
          });
          expectAnswered(answer, `a body of ${type === '' ? 'no content type' : type}`);
          if (answer.succeeded) expectName(answer, [NAME], 'the body was accepted, and so is the name in it');
        }),
    }),
  ];
};

function expectName(answer: Answer, names: readonly string[], why: string): void {
  const shown = nameOf(answer);
  if (shown !== undefined && names.includes(shown)) return;
  throw deviation(
    answer,
    `a refusal, or the name ${names.join(' or ')}, because ${why}`,
    `${describeAnswer(answer)} with the name ${show(shown)}`,
  );
}

/** The name of what an answer shows. */
function nameOf({ output }: Answer): string | undefined {
  return Object.values(output)
    .map((shown) => stringAt(shown, 'name'))
    .find((name) => name !== undefined);
}

/** Texts that JSON forbids, or that it leaves open how to read. */
const TEXTS: { readonly [what: string]: string | Uint8Array } = {
  'bytes that are no UTF-8': Buffer.from('{"tags":{"a":"\xff\xfe"}}', 'latin1'),
  'a lone surrogate': '{"tags":{"a":"\\ud800"}}',
  'a lone surrogate for a name': '{"name":"\\udc00"}',
  'the character NUL': '{"tags":{"a":"\\u0000"}}',
  'a byte order mark': '\uFEFF{"tags":{}}',
  'UTF-16': Buffer.from('{"tags":{}}', 'utf16le'),
};

const texts: Front = (scope, { operation }) => {
  const name = operation.operation;
  return [
    malformedCheck(scope, {
      name: 'text',
      title: 'Texts that are not UTF-8, or not Unicode, are refused or read somehow',
      operations: [name],
      source: { ...JSON_TEXT, url: 'https://www.rfc-editor.org/rfc/rfc8259#section-8' },
      strength: 'inferred',
      sent: `${name} with ${Object.keys(TEXTS).join(', ')}`,
      expected: 'a refusal (4xx) or a success; never a 5xx, never silence',
      run: (context) =>
        forEachOf(context, Object.keys(TEXTS), async (what) => {
          expectAnswered(
            await context.send(withBody(operation, {}, TEXTS[what] ?? '')),
            `a body with ${what}`,
          );
        }),
    }),
    malformedCheck(scope, {
      name: 'duplicate-member',
      title: 'A member that occurs twice is refused, or has one of its values',
      operations: [name],
      source: { ...JSON_TEXT, url: 'https://www.rfc-editor.org/rfc/rfc8259#section-4' },
      strength: 'inferred',
      sent: `${name} with name twice`,
      expected: 'a refusal (4xx), or a success with one of both names',
      run: async (context) => {
        const answer = await context.send(withBody(operation, {}, '{"name":"first","name":"second"}'));
        expectAnswered(answer, 'a body in which name occurs twice');
        if (answer.succeeded) expectName(answer, ['first', 'second'], 'a member has one value');
      },
    }),
  ];
};

/** Deeper than any parser that calls itself goes, in a body that is still small. */
const DEPTH = 20_000;

/** Longer than what any operation takes, in bytes. */
const OVERSIZE = 2 * 1024 * 1024;

const sizes: Front = (scope, { operation }) => {
  const name = operation.operation;
  return [
    malformedCheck(scope, {
      name: 'nesting',
      title: 'A body that is nested too deeply is refused',
      operations: [name],
      strength: 'inferred',
      sent: `${name} with ${DEPTH} lists within each other for a name`,
      expected: 'a refusal (4xx)',
      run: async (context) => {
        const body = `{"name":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`;
        const answer = await context.send(withBody(operation, {}, body));
        if (answer.succeeded)
          throw new Skipped(`it was accepted, see malformed/${scope.contract.service}/${name}/type/name`);
        expectRefused(answer, 'the name has to be a string');
      },
    }),
    malformedCheck(scope, {
      name: 'oversize',
      title: 'A body that is far too long is refused',
      operations: [name],
      strength: 'inferred',
      sent: `${name} with a name of ${OVERSIZE} characters`,
      expected: 'a refusal (4xx), or a closed connection',
      run: async (context) => {
        const answer = await context.send(withBody(operation, {}, `{"name":"${'a'.repeat(OVERSIZE)}"}`));
        // Servers may close a connection on which more is sent than they read.
        if (answer.exchange.unanswered !== undefined && answer.exchange.closed === true) return;
        if (answer.succeeded)
          throw new Skipped(
            `it was accepted, see constraint/${scope.contract.service}/${name}/name/maxLength`,
          );
        expectRefused(answer, 'the body is far longer than any valid one');
      },
    }),
  ];
};

/** Numbers that are no integer of 32 bits, as JSON has them. */
const NUMBERS = ['9223372000000000000', '123000000000000000000000', '1e400'];

/** A list operation has an integer for the size of a page, and needs nothing else. */
function numbers(scope: Scope): Check[] {
  const { contract, resources } = scope;
  const operation = resources
    .filter(({ checked, parent }) => checked && parent === undefined)
    .map(({ list }) => contract.operations.get(list?.operation ?? ''))
    .find((each): each is OperationContract => each?.pagination !== undefined);
  const limit = operation?.pagination?.limit;
  const maximum = limit && resolve(contract, operation?.input.properties?.[limit] ?? {}).maximum;
  if (operation === undefined || limit === undefined || !maximum) return [];
  return [
    malformedCheck(scope, {
      name: 'integer',
      title: `${operation.operation} refuses numbers that are no integer of its range`,
      operations: [operation.operation],
      member: limit,
      sent: `${operation.operation} with ${limit} ${NUMBERS.join(', ')}`,
      expected: 'a refusal (4xx) of each',
      run: async (context) => {
        const beyond = await context.send(withBody(operation, {}, `{"${limit}":${maximum + 1}}`));
        if (beyond.succeeded) {
          const other = `constraint/${contract.service}/${operation.operation}/${limit}/maximum`;
          throw new Skipped(`${limit} is not limited, see ${other}`);
        }
        await forEachOf(context, NUMBERS, async (number) => {
          const answer = await context.send(withBody(operation, {}, `{"${limit}":${number}}`));
          expectRefused(answer, `${number} is no integer that ${limit} may be`);
        });
      },
    }),
  ];
}

/** Paths in which no ARN is percent-encoded as it should be. */
const TAG_PATHS = ['/tags/%', '/tags/%zz', '/tags/arn%3Aaws%3Aivs%E0%A4', '/tags/%00', '/tags/%2541rn'];

function tagPaths(scope: Scope): Check[] {
  const operation = operationOf(scope, TAG_OPERATIONS.list);
  return [
    malformedCheck(scope, {
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
    }),
  ];
}
