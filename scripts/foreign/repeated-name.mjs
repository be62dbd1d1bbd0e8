import { refusal, withWrapped } from './wrapped.mjs';

export const name = 'repeated-name';
export const what =
  'the reference endpoint, but a name that is in use is refused with ConflictException (409)';

/**
 * Refuses to create what has the name of another one that is there. The documents allow like names.
 * @param {(request: import('./wrapped.mjs').Request) => import('./wrapped.mjs').Response} handle
 * @returns {(request: import('./wrapped.mjs').Request) => import('./wrapped.mjs').Response}
 */
function unique(handle) {
  /** @type {Map<string, string>} name with its kind → ARN */
  const used = new Map();
  return (request) => {
    const input = parsed(request.body.toString());
    const key = typeof input.name === 'string' && input.name ? `${request.path} ${input.name}` : undefined;
    if (request.path.startsWith('/Create') && key !== undefined && used.has(key))
      return refusal(409, 'ConflictException', `the name ${input.name} is in use`);
    const response = handle(request);
    if (response.status >= 300) return response;
    if (request.path.startsWith('/Delete')) {
      for (const [other, arn] of used) if (arn === input.arn) used.delete(other);
    } else if (request.path.startsWith('/Create') && key !== undefined) {
      const made = Object.values(parsed(response.body)).find((value) => typeof value?.arn === 'string');
      if (made) used.set(key, made.arn);
    }
    return response;
  };
}

/** @param {string} body */
function parsed(body) {
  try {
    const value = JSON.parse(body);
    return value !== null && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) => withWrapped(unique, use);

/**
 * Of the checks, few may be silenced by it.
 */
const SKIPPED = 20;

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  // Whose name is in use at a moment is a matter of timing where checks overlap.
  words: ['--concurrency', '1'],
  reasons: [
    {
      check: /./,
      seen: /409 ConflictException/,
      reason: 'It refuses a name that is in use, and no document says so.',
    },
  ],
  holds({ checks }) {
    const silenced = checks.filter(
      ({ outcome, reason = '' }) => outcome === 'skipped' && /409|in use|already reported/.test(reason),
    );
    const unrelated = checks.filter(
      ({ outcome, deviation }) => outcome === 'deviates' && !/409/.test(deviation?.observed ?? ''),
    );
    return [
      ...(silenced.length <= SKIPPED
        ? []
        : [`${silenced.length} checks are skipped because of the name alone`]),
      ...unrelated.map(({ id }) => `${id} deviates in something else than the name`),
    ];
  },
};
