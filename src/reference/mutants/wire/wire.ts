import type { Json, JsonObject } from '../../../contract/types.js';
import { failure } from '../../protocol/answer.js';
import type { ReferenceRequest } from '../../protocol/request.js';
import type { Answer } from '../../state/call.js';
import { isObject } from '../../state/json.js';
import { mutantOf, type Place, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';

type Next = (changed?: ReferenceRequest) => Answer;

/** What a mutant does to requests of any operation. */
type Receive = (request: ReferenceRequest, next: Next) => Answer;

/** What an endpoint does with requests before it knows the operation, and what it makes of malformed ones. */
export function wireMutants(): Mutant[] {
  return [
    ...bodyMutants(),
    ...parserMutants(),
    ...textMutants(),
    ...routeMutants(),
    ...refusalMutants(),
    ...UPDATES.map(halfApplied),
  ];
}

function wire(what: string, statement: string, receive: Receive): Mutant {
  return { id: `wire/${what}`, title: what.replaceAll('-', ' '), statement, receive };
}

/** A mutant that crashes on some requests. */
function crashing(what: string, statement: string, on: (request: ReferenceRequest) => boolean): Mutant {
  return wire(`${what}-crashes`, `${statement} is answered with status 500.`, (request, next) =>
    on(request) ? crash() : next(),
  );
}

/** A mutant that reads some bodies as others. */
function reading(what: string, statement: string, read: (text: string) => string): Mutant {
  return wire(what, statement, (request, next) => next({ ...request, body: read(textOf(request)) }));
}

function crash(): Answer {
  return failure(undefined, 'InternalServerException', 'the endpoint failed');
}

function bodyMutants(): Mutant[] {
  return [
    crashing('broken-json', 'A body that is no JSON', (request) => isBroken(textOf(request))),
    reading('broken-json-ignored', 'A body that is no JSON is read as an empty object.', (text) =>
      isBroken(text) ? '{}' : text,
    ),
    crashing(
      'empty-body',
      'A request without a body',
      ({ method, body }) => method === 'POST' && body.length === 0,
    ),
    crashing('list-body', 'A body that is a list', (request) => Array.isArray(jsonOf(textOf(request)))),
    reading('list-body-read', 'Of a body that is a list, the first entry is read.', (text) => {
      const json = jsonOf(text);
      return Array.isArray(json) ? JSON.stringify(json[0] ?? {}) : text;
    }),
    reading('scalar-body-ignored', 'A body that is a number is read as an empty object.', (text) =>
      typeof jsonOf(text) === 'number' ? '{}' : text,
    ),
    crashing('null-member', 'A member that is null', (request) => membersOf(request).includes(null)),
    crashing('list-member', 'A list in the place of a string', (request) =>
      Array.isArray(objectOf(request).name),
    ),
    crashing('long-body', 'A body of more than 1 MiB', ({ body }) => body.length > 1024 * 1024),
    crashing('nested-body', 'A body that is nested deeply', (request) =>
      textOf(request).includes('['.repeat(1000)),
    ),
  ];
}

function parserMutants(): Mutant[] {
  return [
    reading('leading-text-ignored', 'Text before the JSON is ignored.', (text) => text.replace(/^\w+/, '')),
    reading('trailing-text-ignored', 'Text after the first JSON value is ignored.', (text) =>
      isBroken(text) && text.includes('}') ? text.slice(0, text.indexOf('}') + 1) : text,
    ),
    reading('trailing-comma-ignored', 'A comma after the last member is ignored.', (text) =>
      text.replace(/,\}$/, '}'),
    ),
    reading('comments-ignored', 'Comments are ignored.', (text) => text.replace(/ \/\/.*$/m, '')),
    reading('single-quotes-read', 'Strings may stand in single quotes.', (text) =>
      isBroken(text) ? text.replaceAll("'", '"') : text,
    ),
    reading('form-feed-ignored', 'A form feed is taken for white space.', (text) =>
      text.replaceAll('\f', ' '),
    ),
    reading('integers-wrapped', 'Integers wrap around.', (text) =>
      text.replace(/":(?:-?\d{12,}|1e400)/g, '":1'),
    ),
    reading('member-case-ignored', 'Names of members are read whatever their case.', (text) =>
      text.replace(/"NAME":/, '"name":'),
    ),
    reading('duplicate-members-joined', 'The values of a member that occurs twice are joined.', (text) =>
      text.replace(/"name":"(\w+)","name":"(\w+)"/, '"name":"$1-$2"'),
    ),
  ];
}

function textMutants(): Mutant[] {
  return [
    crashing('invalid-utf8', 'A body that is not UTF-8', ({ body }) => {
      return typeof body !== 'string' && !Buffer.from(Buffer.from(body).toString('utf8')).equals(body);
    }),
    crashing('lone-surrogate', 'A lone surrogate', (request) => /\\ud[89a-f]/i.test(textOf(request))),
    crashing('nul', 'The character NUL in a string', (request) => textOf(request).includes('\\u0000')),
    crashing('byte-order-mark', 'A byte order mark', (request) => textOf(request).startsWith('\uFEFF')),
    crashing('duplicate-member', 'A member that occurs twice', (request) =>
      /"name":.*"name":/.test(textOf(request)),
    ),
    crashing(
      'content-type',
      'A body of another content type',
      ({ headers }) => headers['content-type'] === 'text/plain',
    ),
    crashing(
      'missing-content-type',
      'A body without a content type',
      ({ headers, body }) => headers['content-type'] === undefined && body.length > 0,
    ),
    wire('form-body-lost', 'A body that is declared to be a form is read as one.', (request, next) =>
      String(request.headers['content-type']).includes('form') ? next({ ...request, body: '{}' }) : next(),
    ),
  ];
}

function routeMutants(): Mutant[] {
  const onMiss = (next: Next, code: string, answer: () => Answer): Answer => {
    const conforming = next();
    return conforming.error === code ? answer() : conforming;
  };
  const nothing: Answer = { status: 200, headers: { 'content-type': 'application/json' }, body: {} };
  const path = 'UnknownOperationException';
  const method = 'MethodNotAllowedException';
  return [
    wire('unknown-path-crashes', 'A path of no operation is answered with status 500.', (_, next) =>
      onMiss(next, path, crash),
    ),
    wire('unknown-path-answered', 'A path of no operation is answered with status 200.', (_, next) =>
      onMiss(next, path, () => nothing),
    ),
    wire('path-case-ignored', 'Paths are read whatever their case.', (request, next) =>
      onMiss(next, path, () => next({ ...request, path: inCase(request.path) })),
    ),
    wire(
      'path-end-ignored',
      'What follows the name of an operation in the path is ignored.',
      (request, next) =>
        onMiss(next, path, () => next({ ...request, path: request.path.replace(/^(\/\w+).*/, '$1') })),
    ),
    wire('method-crashes', 'A method of no operation is answered with status 500.', (_, next) =>
      onMiss(next, method, crash),
    ),
    wire('method-ignored', 'Operations are carried out whatever the method.', (request, next) =>
      onMiss(next, method, () => next({ ...request, method: 'POST' })),
    ),
    crashing('tag-path', 'A path that is not percent-encoded', ({ path: target }) => {
      try {
        return decodeURIComponent(target) === '';
      } catch {
        return true;
      }
    }),
    wire('tag-path-ignored', 'An ARN that is not percent-encoded has no tags.', (request, next) =>
      /^\/tags\/%(?:$|zz)/.test(request.path) ? { ...nothing, body: { tags: {} } } : next(),
    ),
  ];
}

/** The operations whose paths are asked for in lower case. */
function inCase(path: string): string {
  const names = ['CreateChannel', 'CreateStage'];
  return `/${names.find((name) => `/${name.toLowerCase()}` === path) ?? path.slice(1)}`;
}

function refusalMutants(): Mutant[] {
  const onBroken =
    (change: (answer: Answer) => Answer): Receive =>
    (request, next) =>
      isBroken(textOf(request)) ? change(next()) : next();
  return [
    wire(
      'refusal-without-code',
      'The refusal of a body that is no JSON has no code.',
      onBroken(({ headers: { 'x-amzn-errortype': _, ...headers }, ...answer }) => ({ ...answer, headers })),
    ),
    wire(
      'refusal-without-body',
      'The refusal of a body that is no JSON has no body.',
      onBroken(({ body: _, ...answer }) => answer),
    ),
    wire(
      'refusal-with-other-status',
      'The refusal of a body that is no JSON has the code ValidationException and status 422.',
      onBroken((answer) => ({ ...answer, status: 422 })),
    ),
  ];
}

/** Update operations that change more than one member which goes with any other: all of this service. */
const UPDATES = RESOURCE_TYPES.filter(({ service }) => service === 'ivs').flatMap(({ service, update }) =>
  update === undefined ? [] : [{ service, operation: update }],
);

function halfApplied(place: Place): Mutant {
  const statement = 'Of an update that is refused, the members that are valid by themselves are applied.';
  return mutantOf('half-applied', place, [], statement, (call, next) => {
    const answer = next();
    if (answer.error !== 'ValidationException') return answer;
    const { arn = null, ...members } = call.input;
    for (const [member, value] of Object.entries(members)) {
      const others = Object.fromEntries(Object.keys(members).map((name) => [name, undefined]));
      next(withInput(call, { ...others, arn, [member]: value }));
    }
    return answer;
  });
}

function textOf({ body }: ReferenceRequest): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

/** Whether a body is there, and no JSON. */
function isBroken(text: string): boolean {
  return text !== '' && jsonOf(text) === undefined;
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectOf(request: ReferenceRequest): JsonObject {
  const json = jsonOf(textOf(request));
  return isObject(json) ? json : {};
}

/** The members of a body, and the entries of its lists and maps. */
function membersOf(request: ReferenceRequest): Json[] {
  return Object.values(objectOf(request)).flatMap((value) =>
    isObject(value) || Array.isArray(value) ? [value, ...Object.values(value)] : [value],
  );
}
