import type { JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../state/call.js';
import { oneOf, variation } from '../build.js';
import type { Variation } from '../variation.js';

const FORM =
  'AWS restJson1, operation error serialization: the code is in the header X-Amzn-Errortype or in the body as __type or code, with or without a namespace before # and a suffix after :.';
const TEXT = 'No document says what the text of an error is.';
const URI = 'http://internal.amazon.com/coral/com.amazonaws.ivs/';

/** Errors in the other forms that the protocol has for them. */
export function errorVariations(): Variation[] {
  return [...typeForms(), ...texts(), additional()];
}

function typeForms(): Variation[] {
  const form = (id: string, statement: string, change: (answer: Answer, code: string) => Answer) =>
    variation(`error-type/${id}`, statement, FORM, { answer: onError(change) });
  return [
    form('suffix', 'The code in the header has a suffix.', (answer, code) => typed(answer, `${code}:${URI}`)),
    form('namespace', 'The code in the header has a namespace.', (answer, code) =>
      typed(answer, `com.amazonaws.ivs#${code}`),
    ),
    form('namespace-and-suffix', 'The code in the header has a namespace and a suffix.', (answer, code) =>
      typed(answer, `aws.protocoltests.restjson#${code}:${URI}`),
    ),
    form('both', 'The code is in the header and in the body.', (answer, code) =>
      inBody(answer, { __type: code, code }),
    ),
    form('body-type', 'The code is in the body only, as __type.', (answer, code) =>
      inBody(untyped(answer), { __type: code }),
    ),
    form('body-type-namespace', 'The code is in the body only, as __type with a namespace.', (answer, code) =>
      inBody(untyped(answer), { __type: `com.amazonaws.ivs#${code}` }),
    ),
    form('body-code', 'The code is in the body only, as code.', (answer, code) =>
      inBody(untyped(answer), { code }),
    ),
    form('body-code-suffix', 'The code is in the body only, as code with a suffix.', (answer, code) =>
      inBody(untyped(answer), { code: `${code}:${URI}` }),
    ),
  ];
}

function texts(): Variation[] {
  const text = (id: string, statement: string, change: (message: string) => JsonObject) =>
    variation(`error-text/${id}`, statement, TEXT, {
      answer: onError((answer) => ({ ...answer, body: change(textOf(answer)) })),
    });
  return [
    text('message', 'The text is in message.', (message) => ({ message })),
    text('Message', 'The text is in Message.', (Message) => ({ Message })),
    text('exceptionMessage', 'The text is in exceptionMessage alone, as the models have it.', (message) => ({
      exceptionMessage: message,
    })),
    // An error without any text is no variation: the documents give every error one.
    text('empty', 'The text is empty.', () => ({ exceptionMessage: '' })),
    text('long', 'The text is long, and of many lines.', (message) => ({
      exceptionMessage: `${message}\r\n`.repeat(200),
    })),
    text('other', 'The text is in another language.', () => ({
      exceptionMessage: 'Ungültige Anfrage – 無効なリクエスト "\\" \u0000 <b>&amp;</b>',
    })),
    variation('error-text/any', 'The text is another one each time.', TEXT, (random) => ({
      answer: onError((answer) => ({
        ...answer,
        body: {
          exceptionMessage: oneOf(random, ['no', 'null', '{}', 'ResourceNotFoundException: x', '200']),
        },
      })),
    })),
  ];
}

function additional(): Variation {
  const freedom = 'Services add members; clients ignore those that they do not know.';
  return variation('error-text/members-added', 'Errors have further members.', freedom, {
    answer: onError((answer) =>
      inBody(answer, {
        type: 'User',
        reason: 'FIELD_VALIDATION_FAILED',
        fieldList: [{ path: '/name', message: 'x' }],
        requestId: '0',
        statusCode: 0,
      }),
    ),
  });
}

function onError(change: (answer: Answer, code: string) => Answer): (answer: Answer) => Answer {
  return (answer) => (answer.error === undefined ? answer : change(answer, answer.error));
}

function typed(answer: Answer, type: string): Answer {
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

function untyped(answer: Answer): Answer {
  const { 'x-amzn-errortype': _, ...headers } = answer.headers;
  return { ...answer, headers };
}

function inBody(answer: Answer, members: JsonObject): Answer {
  return { ...answer, body: { ...members, ...answer.body } };
}

function textOf({ body = {} }: Answer): string {
  return String(body.exceptionMessage ?? body.message ?? '');
}
