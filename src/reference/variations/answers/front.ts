import { compile } from '../../../contract/schema/compile.js';
import { failure } from '../../protocol/answer.js';
import { Broadcasts } from '../../resources/streaming/broadcast.js';
import type { Answer } from '../../state/call.js';
import { variation } from '../build.js';
import type { Variation } from '../variation.js';

const FRONT = 'No document says how what is no request of any operation is refused, only that it is.';
const READING = 'AWS restJson1 names the refusal of a body that cannot be read SerializationException.';

/** Refusals of what is no request of any operation, or cannot be read. */
export function frontVariations(): Variation[] {
  const instead = (id: string, statement: string, error: string, answer: Answer): Variation =>
    variation(`front/${id}`, statement, FRONT, {
      answer: (usual) => (usual.error === error ? answer : usual),
    });
  return [
    instead(
      'path-forbidden',
      'Unknown paths are refused as unsigned ones are, as gateways do.',
      'UnknownOperationException',
      failure(undefined, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
    ),
    instead('path-in-html', 'Unknown paths are answered with a page.', 'UnknownOperationException', PAGE),
    instead('path-invalid', 'Unknown paths are bad requests.', 'UnknownOperationException', {
      ...failure(undefined, 'UnknownOperationException', 'unknown'),
      status: 400,
    }),
    instead(
      'method-unknown',
      'Other methods are unknown operations.',
      'MethodNotAllowedException',
      failure(undefined, 'UnknownOperationException', 'unknown'),
    ),
    instead('method-in-html', 'Other methods are answered with a page.', 'MethodNotAllowedException', {
      ...PAGE,
      status: 405,
    }),
    variation('front/serialization', 'Bodies that cannot be read are refused by another name.', READING, {
      answer: (usual, { body }) =>
        usual.error === 'ValidationException' && !isReadable(body)
          ? failure(undefined, 'SerializationException', 'cannot be read')
          : usual,
    }),
    variation(
      'front/serialization-of-types',
      'Values of another type are refused by another name.',
      READING,
      {
        intercept(call, next) {
          const answer = next();
          const problems = compile(call.contract, call.operation.input)(call.input);
          return answer.error === 'ValidationException' && problems.some(({ keyword }) => keyword === 'type')
            ? failure(undefined, 'SerializationException', 'cannot be read')
            : answer;
        },
      },
    ),
    variation(
      'choice/update-while-live',
      'UpdateChannel of a live channel succeeds, and its stream does not change.',
      'The sources allow either.',
      {
        intercept: (call, next, world) =>
          call.operation.operation === 'UpdateChannel'
            ? next(call, { ...world, broadcasts: new Broadcasts(world) })
            : next(),
      },
    ),
  ];
}

const PAGE: Answer = { status: 404, headers: { 'content-type': 'text/html' }, error: 'none' };

function isReadable(body: string | Uint8Array): boolean {
  if (body.length === 0) return true;
  try {
    return typeof JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) === 'object';
  } catch {
    return false;
  }
}
