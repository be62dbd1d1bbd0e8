import type { ReferenceResponse } from '../../protocol/request.js';
import { drawn, oneOf, variation } from '../build.js';
import type { Variation, Varied } from '../variation.js';

const HEADERS = 'RFC 9110: recipients ignore header fields that they do not know.';
const TYPE = 'RFC 9110, media types: parameters and case make no difference to what a JSON body is.';
const JSON_TEXT = 'RFC 8259: white space, escapes and the spelling of numbers do not change a value.';

/** Not `application/x-amz-json-1.1`, which is how other protocols of AWS label bodies: restJson1 has its own. */
const CONTENT_TYPES: readonly (readonly [what: string, type: string])[] = [
  ['charset', 'application/json; charset=utf-8'],
  ['charset-quoted', 'application/json;charset="UTF-8"'],
  ['upper-case', 'Application/JSON'],
  ['suffix', 'application/vnd.amazon.ivs+json'],
];

/** Headers, content types and the text of bodies. */
export function responseVariations(): Variation[] {
  return [
    ...CONTENT_TYPES.map(([what, type]) =>
      variation(`content-type/${what}`, `Bodies are labelled ${type}.`, TYPE, labelled(type)),
    ),
    variation('headers/added', 'Answers have headers that no document names.', HEADERS, (random) => ({
      respond: withHeaders(() => ({
        server: 'envoy',
        via: '1.1 proxy, 1.1 cloudfront',
        'x-cache': 'Miss from cloudfront',
        'x-amz-cf-id': drawn(random, 'abcdef0123456789', 56),
        'set-cookie': 'AWSALB=x; Path=/',
        'retry-after': '0',
        age: '0',
        date: 'today',
        'x-amzn-trace-id': `Root=1-${drawn(random, 'abcdef0123456789', 24)}`,
        'access-control-allow-origin': '*',
      })),
    })),
    variation('headers/none', 'Answers have no headers but their type and error code.', HEADERS, {
      respond: (response) => ({
        ...response,
        headers: Object.fromEntries(
          Object.entries(response.headers).filter(([name]) => NEEDED.includes(name)),
        ),
      }),
    }),
    variation('headers/error-type-on-success', 'Successes have an empty error type.', HEADERS, {
      respond: (response) =>
        response.status < 300
          ? { ...response, headers: { ...response.headers, 'x-amzn-errortype': '' } }
          : response,
    }),
    variation('headers/type-without-body', 'Answers without a body are labelled as JSON.', TYPE, {
      respond: (response) =>
        response.body === ''
          ? withHeaders(() => ({ 'content-type': 'application/json' }))(response)
          : response,
    }),
    ...texts(),
  ];
}

const NEEDED = ['content-type', 'x-amzn-errortype'];

function labelled(type: string): Varied {
  return {
    respond: (response) =>
      response.body === '' ? response : withHeaders(() => ({ 'content-type': type }))(response),
  };
}

function withHeaders(headers: () => { readonly [name: string]: string }) {
  return (response: ReferenceResponse): ReferenceResponse => ({
    ...response,
    headers: { ...response.headers, ...headers() },
  });
}

function texts(): Variation[] {
  const text = (id: string, statement: string, rewrite: (json: string) => string): Variation =>
    variation(`json-text/${id}`, statement, JSON_TEXT, { rewrite });
  return [
    text('spaced', 'Bodies are full of white space.', (json) =>
      json === ''
        ? json
        : ` \r\n\t${apart(json, { outside: (part) => part.replaceAll(/[{}[\],:]/g, '\n $& \t') })}\n`,
    ),
    text('escaped', 'Every character of a text is escaped.', (json) => apart(json, { inside: escaped })),
    text('solidus', 'Slashes are escaped.', (json) =>
      apart(json, { inside: (text) => text.replaceAll('/', '\\/') }),
    ),
    text('fractions', 'Whole numbers have a fraction of zero.', (json) =>
      apart(json, { outside: numbers('.0') }),
    ),
    text('exponents', 'Whole numbers have an exponent of zero.', (json) =>
      apart(json, { outside: numbers('E+0') }),
    ),
    variation('json-text/any', 'Texts are escaped here and there.', JSON_TEXT, (random) => ({
      rewrite: (json) => apart(json, { inside: (part) => (random() < 0.3 ? escaped(part) : part) }),
    })),
    variation('json-text/numbers-of-any-form', 'Numbers are spelt in any way.', JSON_TEXT, (random) => ({
      rewrite: (json) => apart(json, { outside: (part) => numbers(oneOf(random, ['', '.00', 'e0']))(part) }),
    })),
  ];
}

interface Rewriting {
  /** What is between the quotes of a text. */
  readonly inside?: (part: string) => string;
  /** What is between texts. */
  readonly outside?: (part: string) => string;
}

/** The JSON with its texts, and what is between them, written anew. */
function apart(json: string, { inside, outside }: Rewriting): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|[^"]+/g, (part) => {
    if (!part.startsWith('"')) return outside?.(part) ?? part;
    return inside === undefined ? part : `"${inside(part.slice(1, -1))}"`;
  });
}

/** Escapes that are there stay as they are. */
function escaped(text: string): string {
  return text.replaceAll(/\\u[0-9a-fA-F]{4}|\\.|[\s\S]/g, (part) =>
    part.startsWith('\\') ? part : `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function numbers(suffix: string): (part: string) => string {
  return (part) => part.replaceAll(/(?<![\d.eE+]|[eE]-)\d+(?![\d.eE])/g, `$&${suffix}`);
}
