import { resolve } from '../../contract/load.js';
import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import { operationOf } from '../plan/scope.js';
import type { CheckContext } from '../types.js';
import { describeAnswer, listAt, requireSuccess, show, stringAt } from './expect.js';
import { DeviationFound, Skipped } from './verdicts.js';

/** A list operation, walked to its end. */
export interface Walk {
  readonly items: readonly Json[];
  readonly answers: readonly Answer[];
  /** The answer with the last page. */
  readonly last: Answer;
}

/** Pages that a walk may take beyond what its items explain, before it counts as endless. */
const SPARE_PAGES = 25;

/**
 * Walks all pages of a list operation.
 * @param input members beside the token, the page size among them
 * @throws DeviationFound when a token is refused, is too long or comes again, or the pages never end
 * @throws Skipped when the first page is refused
 */
export async function walk(
  context: CheckContext,
  operation: OperationContract,
  input: JsonObject,
): Promise<Walk> {
  const { pagination } = operation;
  if (pagination === undefined) throw new Error(`${operation.operation} does not page`);
  const items: Json[] = [];
  const answers: Answer[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const page: JsonObject = token === undefined ? input : { ...input, [pagination.inputToken]: token };
    const answer = await context.call(operation.operation, page);
    if (token !== undefined && answer.status >= 400 && answer.status < 500)
      throw refusedToken(operation, answer);
    const output = requireSuccess(answer);
    answers.push(answer);
    items.push(...listAt(output, pagination.items));
    token = stringAt(output, pagination.outputToken);
    if (token === '') token = undefined;
    if (token !== undefined) expectWithinLength(context, operation, token, answer);
    if (token !== undefined && tokens.has(token))
      throw endless(operation, answer, 'the same nextToken came twice');
    if (answers.length > items.length + SPARE_PAGES) {
      throw endless(
        operation,
        answer,
        `${answers.length} pages held ${items.length} items and a further token came`,
      );
    }
    if (token === undefined) return { items, answers, last: answer };
    tokens.add(token);
  }
}

/**
 * The same for checks that are about the items: what is wrong with the paging itself is said by the pagination checks.
 * @throws Skipped when a page is refused, or paging is broken
 */
export async function itemsOf(
  context: CheckContext,
  operation: OperationContract,
  input: JsonObject,
): Promise<Walk> {
  try {
    return await walk(context, operation, withinLimit(context, operation, input));
  } catch (error) {
    if (!(error instanceof DeviationFound)) throw error;
    const { service, operation: name } = operation;
    throw new Skipped(`the pages of ${name} cannot be walked, see pagination/${service}/${name}/walk`);
  }
}

/** The input with a page size of at most what the contract allows. */
function withinLimit(
  { scope: { contract } }: CheckContext,
  { input: schema, pagination }: OperationContract,
  input: JsonObject,
): JsonObject {
  const limit = pagination?.limit ?? '';
  const [size, member] = [input[limit], schema.properties?.[limit]];
  const most = member === undefined ? undefined : resolve(contract, member).maximum;
  return typeof size === 'number' && most !== undefined && size > most ? { ...input, [limit]: most } : input;
}

/** The items of a list by its name, over all pages: a page may have fewer items than there are. @throws Skipped */
export function listed(context: CheckContext, name: string, input: JsonObject): Promise<Walk> {
  return itemsOf(context, operationOf(context.scope, name), input);
}

/** @throws DeviationFound when a token is longer than the contract allows */
function expectWithinLength(
  { scope: { contract } }: CheckContext,
  { operation, output, pagination }: OperationContract,
  token: string,
  { exchange }: Answer,
): void {
  const member = pagination?.outputToken ?? '';
  const { maxLength = token.length } = resolve(contract, output.properties?.[member] ?? {});
  if (token.length <= maxLength) return;
  throw new DeviationFound({
    expected: `the ${member} of ${operation} has at most ${maxLength} characters`,
    observed: `it has ${token.length} characters`,
    member,
    exchange,
  });
}

function refusedToken(operation: OperationContract, answer: Answer): DeviationFound {
  return new DeviationFound({
    expected: `${operation.operation} accepts the nextToken that it returned`,
    observed: describeAnswer(answer),
    member: operation.pagination?.inputToken ?? 'nextToken',
    exchange: answer.exchange,
  });
}

function endless(operation: OperationContract, answer: Answer, observed: string): DeviationFound {
  return new DeviationFound({
    expected: `following nextToken of ${operation.operation} ends at a page without one`,
    observed,
    member: operation.pagination?.outputToken ?? 'nextToken',
    exchange: answer.exchange,
  });
}

/** The listed item with this ARN. */
export function itemWith(items: readonly Json[], arn: string): JsonObject | undefined {
  for (const item of items) if (stringAt(item, 'arn') === arn && isObject(item)) return item;
  return undefined;
}

/** @throws DeviationFound when an ARN is listed more than once */
export function expectNoDuplicates(items: readonly Json[], answer: Answer | undefined): void {
  const seen = new Set<string>();
  for (const item of items) {
    const arn = stringAt(item, 'arn');
    if (arn === undefined) continue;
    if (seen.has(arn)) {
      const expected = 'every resource is listed once';
      throw new DeviationFound({
        expected,
        observed: `${show(arn)} twice`,
        exchange: answer?.exchange,
      });
    }
    seen.add(arn);
  }
}

/** The first page: as there is something to list, it is empty only as long as reads may lag behind. */
export async function listing(
  context: CheckContext,
  operation: OperationContract,
  input: JsonObject,
): Promise<Answer> {
  const items = operation.pagination?.items ?? '';
  let answer: Answer | undefined;
  try {
    await context.eventually(async () => {
      answer = await context.call(operation.operation, input);
      if (!answer.succeeded || listAt(answer.output, items).length > 0) return;
      throw new DeviationFound({ expected: `${items} has an entry`, observed: 'none' });
    });
  } catch (error) {
    // What is wrong with it is for whoever judges the answer to say.
    if (!(error instanceof DeviationFound)) throw error;
  }
  return answer ?? context.call(operation.operation, input);
}
