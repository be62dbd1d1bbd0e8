import { resolve } from '../../../load.js';
import type { Resource } from '../../../resources.js';
import { membersOf } from '../../../schema/constraints.js';
import type { Contract, OperationContract, Schema } from '../../../types.js';
import { arnTypeOf } from './arns.js';

/** States in which a resource can be used, as far as the services name them so. */
const READY: readonly string[] = ['ACTIVE', 'CREATED', 'READY', 'AVAILABLE'];

/** States from which a resource never becomes ready. */
const FAILED: readonly string[] = ['CREATE_FAILED', 'FAILED'];

/** States of a resource that is on its way out. */
const LEAVING: readonly string[] = ['STOPPING', 'DELETING'];

/** What is known of a resource by comparing what is sent with what is shown. */
type Assigned = Pick<
  Resource,
  'echo' | 'silent' | 'volatile' | 'unordered' | 'external' | 'ready' | 'leaving' | 'always'
>;

/**
 * What the service itself assigns or changes, what it keeps to itself, and the order that nobody promises.
 * @param shape what the resource shows
 */
export function assignedIn(
  contract: Contract,
  shape: Schema,
  create: OperationContract,
  update: OperationContract | undefined,
): Assigned {
  const shown = shape.properties ?? {};
  const sent = { ...create.input.properties, ...update?.input.properties };
  const assigned = Object.keys(shown).filter((member) => sent[member] === undefined || member === 'arn');
  const { ready, leaving } = statesOf(contract, shape, assigned);
  const unseen = Object.keys(create.input.properties ?? {}).filter((member) => !(member in shown));
  const echo = echoOf(contract, create, unseen);
  const told = assigned.filter((member) => member === 'arn' || shape.required?.includes(member) === true);
  return {
    ...(echo && { echo }),
    ...unlessEmpty(
      'silent',
      unseen.filter((member) => echo?.[member] === undefined),
    ),
    ...unlessEmpty(
      'volatile',
      assigned.filter((member) => (member === 'state' ? ready : /^(?:start|end)Time$/.test(member))),
    ),
    ...inputOf(contract, create),
    ...(ready && { ready }),
    ...(leaving && { leaving }),
    // A resource without ARN is known by whatever it is given.
    always: shown.arn === undefined ? assigned : told,
  };
}

/** A list that is sent and shown beside the resource under another name. */
function echoOf(
  contract: Contract,
  { input, output }: OperationContract,
  unseen: readonly string[],
): { readonly [member: string]: string } | undefined {
  const isList = (schema: Schema | undefined) => schema && resolve(contract, schema).type === 'array';
  const [sent, ...others] = unseen.filter((member) => isList(input.properties?.[member]));
  const [shown] = Object.keys(output.properties ?? {}).filter((member) =>
    isList(output.properties?.[member]),
  );
  return sent === undefined || others.length > 0 || shown === undefined ? undefined : { [sent]: shown };
}

function statesOf(
  contract: Contract,
  { properties = {} }: Schema,
  assigned: readonly string[],
): Pick<Assigned, 'ready' | 'leaving'> {
  const states = assigned.includes('state') ? (resolve(contract, properties.state ?? {}).enum ?? []) : [];
  const [value] = READY.filter((state) => states.includes(state));
  const [failed] = FAILED.filter((state) => states.includes(state));
  const [leaving] = LEAVING.filter((state) => states.includes(state));
  const before = states.filter((state): state is string => /^(?!STOP|DELET).*ING$/.test(String(state)));
  return {
    ...(value !== undefined && failed !== undefined && before.length > 0
      ? { ready: { member: 'state', value, before, failed } }
      : {}),
    ...(leaving === undefined ? {} : { leaving: { member: 'state', value: leaving } }),
  };
}

/** What the input to `create` tells: lists of texts, and a bucket that has to be there. */
function inputOf(contract: Contract, create: OperationContract): Pick<Assigned, 'unordered' | 'external'> {
  const members = membersOf(contract, create.input).filter(({ member }) => !/[[{]/.test(member));
  const bucket = members.find(({ member }) => /(?:^|\.)bucketName$/.test(member))?.member;
  return {
    ...unlessEmpty(
      'unordered',
      members.filter(({ schema }) => isListOfTexts(contract, schema)).map(({ member }) => member),
    ),
    ...(bucket === undefined ? {} : { external: bucket }),
  };
}

function isListOfTexts(contract: Contract, { items }: Schema): boolean {
  if (items === undefined) return false;
  const item = resolve(contract, items);
  return item.type === 'string' && arnTypeOf(item) === undefined;
}

function unlessEmpty<K extends 'silent' | 'volatile' | 'unordered'>(
  key: K,
  members: readonly string[],
): { readonly [key in K]?: readonly string[] } | undefined {
  const entry: { [key in K]?: readonly string[] } = {};
  if (members.length > 0) entry[key] = members;
  return entry;
}
