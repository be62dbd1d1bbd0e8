import type { Match } from '../../contract/route.js';
import { compileLazily, type SchemaProblem } from '../../contract/schema/compile.js';
import { readQuery } from '../../contract/schema/query.js';
import { isObject, withoutNulls } from '../../contract/schema/values.js';
import type { JsonObject } from '../../contract/types.js';
import { type Body, parseJson } from './body.js';
import { type Findings, NOTHING, type Note, noteOn, type Problem, problemOf, undecided } from './problem.js';

/** A request, and what it was read as. */
export interface ReadRequest extends Findings {
  /** Members of path, query and body; absent where they cannot be read. */
  readonly input?: JsonObject;
  /** Whether nothing is wrong with it, as far as can be known. */
  readonly isValid: boolean;
}

/** Reads a request as the operation's binding says, and judges its input when that is asked for. Never throws. */
export function judgeRequest(match: Match, body: Body): ReadRequest {
  if ('unknown' in body) {
    return { ...undecided(`the body of the request cannot be judged: ${body.unknown}`), isValid: false };
  }
  if ('broken' in body) return unreadable('JSON in UTF-8 as the body', body.broken);
  const notes = noteOn('body of the request', body.note);
  const value = body.text.trim() === '' ? {} : parseJson(body.text);
  if (!isObject(value)) {
    return {
      ...unreadable('a JSON object as the body', value === undefined ? 'no JSON' : 'other JSON'),
      notes,
    };
  }
  const input = whole(match, value);
  if (input === undefined) return unreadable('a percent-encoded query', 'one that is not');
  return new JudgedInput(match, input, notes, body.text.includes('null'));
}

/** An input. Many requests only name something, or are refused as they should be: of those nobody asks whether they are valid. */
class JudgedInput implements ReadRequest {
  readonly input: JsonObject;
  readonly notes: readonly Note[];
  readonly undecided = [];
  readonly #match: Match;
  readonly #mayHaveNulls: boolean;
  #broken: (() => SchemaProblem[]) | null | undefined;
  #problems: readonly Problem[] | undefined;

  constructor(match: Match, input: JsonObject, notes: readonly Note[], mayHaveNulls: boolean) {
    this.#match = match;
    this.input = input;
    this.notes = notes;
    this.#mayHaveNulls = mayHaveNulls;
  }

  get isValid(): boolean {
    return this.#validate() === null;
  }

  get problems(): readonly Problem[] {
    this.#problems ??= this.#validate()?.().map(described) ?? [];
    return this.#problems;
  }

  #validate(): (() => SchemaProblem[]) | null {
    if (this.#broken !== undefined) return this.#broken;
    const { contract, operation } = this.#match;
    const value = this.#mayHaveNulls ? withoutNulls(this.input) : this.input;
    this.#broken = compileLazily(contract, operation.input)(value) ?? null;
    return this.#broken;
  }
}

function unreadable(expected: string, observed: string): ReadRequest {
  const problem = problemOf('request', 'malformed-json', 'documented', { path: '', expected, observed });
  return { ...NOTHING, problems: [problem], isValid: false };
}

/** Members in body, path and query; undefined where these cannot be decoded. */
function whole({ contract, operation, uri, query }: Match, body: JsonObject): JsonObject | undefined {
  // Most operations have all of them in the body.
  if (Object.keys(operation.http.input).length === 0) return body;
  try {
    return { ...body, ...uri, ...readQuery(contract, operation, query) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function described(problem: SchemaProblem): Problem {
  const rule = problem.keyword === 'type' ? 'malformed-type' : 'input-constraints';
  const found = problemOf('request', rule, 'modelled', problem);
  return problem.keyword === 'additionalProperties' ? { ...found, isUnknownMember: true } : found;
}
