/** Requests that several checks judge the refusal of, each in its own way. */
import type { Json } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { CheckContext, PropertyOptions } from '../types.js';
import type { Caller } from './valid-request.js';

/** Asks with one required member left out of the least input. */
export async function askWithout(
  context: CheckContext,
  caller: Caller,
  member: string,
  judge: (answer: Answer) => void,
): Promise<void> {
  const { service, operation } = caller.operation;
  await context.observe(
    `without/${service}/${operation}/${member}`,
    context.fc.constant(null),
    async () => [await (await caller.prepare(context))({ [member]: undefined })],
    ([answer]) => answer && judge(answer),
    { cases: 1 },
  );
}

/** Asks with well-formed ARNs that name nothing in place of what the operation acts on. */
export async function askUnknown(
  context: CheckContext,
  caller: Caller,
  target: NonNullable<Caller['target']>,
  judge: (answer: Answer) => void,
  options: PropertyOptions,
): Promise<void> {
  const { service, operation } = caller.operation;
  const ids = context.generators
    .arn({ resource: target.resource.arnType ?? '' })
    .map((arn): Json => arn.split('/')[1] ?? '');
  // Where answers are shared, whoever asks first prepares the call.
  let call = context.isSparing ? undefined : await caller.prepare(context);
  await context.observe(
    `unknown/${service}/${operation}`,
    ids,
    async (id) => {
      call ??= await caller.prepare(context);
      const known = await context.unknownArn(target.resource);
      return [await call({ [target.member]: known.replace(/\/.*$/, `/${id}`) })];
    },
    ([answer]) => answer && judge(answer),
    options,
  );
}
