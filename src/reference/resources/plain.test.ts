import { describe, expect, it } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import type { JsonObject } from '../../contract/types.js';
import { nested, pick } from '../state/json.js';
import { Client, expectError, operationNamed, unknownArn } from '../testing/client.js';
import { at, changeable, PLAIN, resourceNamed, usersOf } from '../testing/lives/plain-life.js';
import { leastInput, sampleInput } from '../testing/sample.js';
import type { KnownResource } from './facts.js';

function made(client: Client, { create }: KnownResource, input: JsonObject = {}) {
  const { operation = '', output = '' } = create ?? {};
  return client.resource(operation, output, { ...leastInput(operation), ...input });
}

function read(client: Client, { get }: KnownResource, arn: string): JsonObject {
  return nested(client.post(get?.operation ?? '', { arn }).body, get?.output ?? '');
}

function stated(state: string | undefined): JsonObject {
  return state === undefined ? {} : { state };
}

/** Resources that others name, with those and where they do. */
const USES = PLAIN.flatMap((known) => usersOf(known).map((use) => ({ ...use, name: known.name, known })));

/** The filter of a list by what its entries name; undefined where there is none. */
function filterOf({ user, path }: (typeof USES)[number]): string | undefined {
  const filter = `filterBy${path.charAt(0).toUpperCase()}${path.slice(1)}`;
  const { properties = {} } = operationNamed(user.list?.operation ?? '').input;
  return properties[filter] === undefined ? undefined : filter;
}

describe('a resource that data makes known to the endpoint', () => {
  it.each(PLAIN)('has what was asked for, defaults, and in time its settled state: $name', (known) => {
    const { states, list, create } = known;
    const client = new Client();
    const { arn, ...shown } = made(client, known, { tags: { a: 'b' } });
    const asked = { ...known.defaults, ...leastInput(create?.operation ?? ''), tags: { a: 'b' } };
    expect(shown).toMatchObject({ ...pick(asked, Object.keys(shown)), ...stated(states?.create) });
    expect(read(client, known, arn)).toEqual({ ...shown, arn, ...stated(states?.settled) });
    expect(client.post(list?.operation ?? '').body).toMatchObject({
      [list?.output ?? '']: [{ arn, ...stated(states?.settled) }],
    });
  });

  it.each(PLAIN.filter(({ update }) => update !== undefined))(
    'changes in what an update names, and in nothing else: $name',
    (known) => {
      const { operation = '', output = '' } = known.update ?? {};
      const client = new Client();
      const before = made(client, known, { tags: { a: 'b' } });
      const [member = ''] = changeable(known).filter((name) => name in before);
      const change = sampleInput(operation, 1, [member]);
      const shown = client.resource(operation, output, { arn: before.arn, ...change });
      expect(shown).toMatchObject({ ...before, ...change, ...stated(known.states?.update) });
      const settled = { ...shown, ...stated(known.states?.settled) };
      expect(read(client, known, before.arn)).toMatchObject(settled);
    },
  );

  it.each(USES)('has to exist where another one names it: $name in $path', ({ known, user, path }) => {
    const { operation = '' } = user.create ?? {};
    const input = { ...leastInput(operation), ...at(path, unknownArn(known.kind)) };
    expect(new Client().post(operation, input).code).toMatch(/^(?:ResourceNotFound|Validation)Exception$/);
  });

  it.each(USES.filter(({ known, user }) => known.usedBy?.[user.name] !== undefined))(
    'stays as long as another one names it: $name in $path',
    ({ known, user, path }) => {
      const client = new Client();
      const { arn } = made(client, known);
      const naming = made(client, user, at(path, arn));
      const { operation, http } = operationNamed(known.delete?.operation ?? '');
      expectError(client.post(operation, { arn }), 409, 'ConflictException');
      client.post(user.update?.operation ?? '', { arn: naming.arn, ...at(path, '') });
      expect(client.post(operation, { arn }).status).toBe(http.status);
      expect(client.post(known.get?.operation ?? '', { arn }).status).toBe(404);
    },
  );

  it.each(USES.filter((use) => filterOf(use) !== undefined))(
    'filters the list of those that name it: $name in $path',
    (use) => {
      const { known, user, path } = use;
      const { operation = '', output = '' } = user.list ?? {};
      const client = new Client();
      const { arn } = made(client, known);
      const naming = made(client, user, at(path, arn));
      made(client, user);
      const { body } = client.post(operation, { [filterOf(use) ?? '']: arn });
      expect(body[output]).toEqual([expect.objectContaining({ arn: naming.arn })]);
    },
  );
});

it('a resource is unknown before its revision, and so is the member that names it', () => {
  const client = new Client({ contracts: loadContracts({ revision: '2026-04-27' }) });
  const { create } = resourceNamed('FailoverSlateConfiguration');
  expect(client.post(create?.operation ?? '').status).toBe(404);
  expect(client.channel()).not.toHaveProperty('failoverSlateConfigurationArn');
});
