import { compile } from '../contract/compile.js';
import { readQuery } from '../contract/query.js';
import type { Match } from '../contract/route.js';
import type { JsonObject } from '../contract/types.js';
import { isObject, withoutNulls } from '../contract/values.js';
import { type Body, parseJson } from './body.js';
import { type Findings, NOTHING, noteOn, type Problem, problemOf, undecided } from './problem.js';

/** A request, and what it was read as. */
export interface ReadRequest extends Findings {
  /** Members of path, query and body; absent where they cannot be read. */
  readonly input?: JsonObject;
}

/** Reads a request as the operation's binding says, and judges its input. Never throws. */
export function judgeRequest(match: Match, body: Body): ReadRequest {
  if ('unknown' in body) return undecided(`the body of the request cannot be judged: ${body.unknown}`);
  if ('broken' in body) return unreadable('JSON in UTF-8 as the body', body.broken);
  const notes = noteOn('body of the request', body.note);
  const value = body.text.trim() === '' ? {} : parseJson(body.text);
  if (!isObject(value)) {
    return {
      ...unreadable('a JSON object as the body', value === undefined ? 'no JSON' : 'other JSON'),
      notes,
    };
  }
  const bound = boundMembers(match);
  if (bound === undefined) return unreadable('a percent-encoded query', 'one that is not');
  const input = { ...value, ...bound };
  return { ...NOTHING, input, problems: judgeInput(match, input, body.text), notes };
}

function unreadable(expected: string, observed: string): Findings {
  const problem = problemOf('request', 'malformed-json', 'documented', { path: '', expected, observed });
  return { ...NOTHING, problems: [problem] };
}

/** Members in path and query; undefined where these cannot be decoded. */
function boundMembers({ contract, operation, uri, query }: Match): JsonObject | undefined {
  try {
    return { ...uri, ...readQuery(contract, operation, query) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function judgeInput({ contract, operation }: Match, input: JsonObject, text: string): Problem[] {
  const value = text.includes('null') ? withoutNulls(input) : input;
  return compile(
    contract,
    operation.input,
  )(value).map((problem) => {
    const rule = problem.keyword === 'type' ? 'malformed-type' : 'input-constraints';
    const found = problemOf('request', rule, 'modelled', problem);
    return problem.keyword === 'additionalProperties' ? { ...found, isUnknownMember: true } : found;
  });
}
