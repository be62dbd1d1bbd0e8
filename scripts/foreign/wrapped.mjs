/** The reference endpoint with something around it, in this process. */

/** @typedef {import('../../src/reference/protocol/request.js').ReferenceRequest} Request */
/** @typedef {import('../../src/reference/protocol/request.js').ReferenceResponse} Response */

/**
 * Serves the reference endpoint behind `wrap`, and lends its URL.
 * @template T
 * @param {(handle: (request: Request) => Response, die: () => void) => (request: Request) => Response} wrap
 * @param {(url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withWrapped(wrap, use) {
  const { createReference, startReference } = await import('../../dist/src/api/index.js');
  const reference = createReference();
  let closed = false;
  const die = () => {
    if (!closed) void server.close();
    closed = true;
  };
  const server = await startReference({ handle: wrap(reference.handle, die) });
  try {
    return await use(server.url);
  } finally {
    die();
  }
}

/**
 * An error as Amazon IVS gives it.
 * @param {number} status
 * @param {string} code
 * @param {string} message
 * @returns {Response}
 */
export function refusal(status, code, message) {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ message }),
  };
}
