import { resolve } from '../../contract/load.js';
import type { OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { Caller } from '../ask/valid-request.js';
import { describeAnswer, show, stringAt } from '../expect/expect.js';
import { Skipped } from '../expect/verdicts.js';
import type { Check, Scope } from '../types.js';
import { forEachOf } from './body.js';
import {
  deviation,
  expectAnswered,
  expectRefused,
  malformedCheck,
  welcomePage,
  withBody,
} from './request.js';

const JSON_TEXT = { document: 'RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format' };
const NAME = 'ivs-conformance';

/** Per service, asked of one operation that makes something: what a body may say, and how. */
export function contentChecks(scope: Scope, asked: Caller): Check[] {
  return [
    ...contentTypes(scope, asked),
    memberCase(scope, asked),
    ...texts(scope, asked),
    ...sizes(scope, asked),
    ...numbers(scope),
  ];
}

/** Content types that are not the documented one: what happens then, no source says of the service itself. */
const CONTENT_TYPES = ['', 'text/plain', 'application/x-www-form-urlencoded', 'application/xml', ';;;'];

function contentTypes(scope: Scope, { operation }: Caller): Check[] {
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
}

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

function memberCase(scope: Scope, { operation }: Caller): Check {
  const name = operation.operation;
  return malformedCheck(scope, {
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
  });
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

function texts(scope: Scope, { operation }: Caller): Check[] {
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
}

/** Deeper than any parser that calls itself goes, in a body that is still small. */
const DEPTH = 8_000;

/** Longer than what any operation takes, in bytes. */
const OVERSIZE = 2 * 1024 * 1024;

function sizes(scope: Scope, { operation }: Caller): Check[] {
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
}

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
