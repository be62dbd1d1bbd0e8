import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../contract/types.js';
import type { ReferenceRequest } from '../protocol/request.js';
import { createReference } from '../reference.js';
import { list, text, texts } from '../state/json.js';
import { Client, contracts, operationNamed, type Received } from '../testing/client.js';
import { decidingInput } from '../testing/constraint-probe.js';
import { Enough, type Line, Scribe } from '../testing/recorder.js';
import { SECTIONS } from '../testing/transcript.js';
import { findMutant, type Mutant, mutants } from './index.js';

const all = mutants(contracts);
/**
 * Those that show with certain values only, of several resources, or after many calls: `subtle.test.ts` has examples of
 * them, and the mutation score tells which of them a run notices.
 */
const SUBTLE = new RegExp(
  `^(?:${[
    '(?:update|create|delete|tag|untag)-bleeds',
    '(?:longest|fullest)-truncated',
    '(?:smallest|largest|enum-value)-misread',
    '(?:upper-case|beyond-ascii|astral)-lost',
    'second-entry-(?:dropped|type)',
    '(?:tenth-call|third-repeat)-refused',
    'fifth-call-stale',
    'quota-unchecked/ivs-realtime',
    'stale-after-\\w+',
    'third-call-another',
    'second-answer-bare',
    'update-together-lost',
    'last-page-\\w+',
    'later-(?:page-size|filter)-ignored',
    'deleted-listed',
    'default-wrong-for',
    'enum-case',
    'batch-second-error-lost',
    'untag-(?:first-only|by-prefix|case-ignored)',
    'filter-ignores-case',
    'country-refused',
    'found-in-another-(?:region|account|case)',
  ].join('|')})/`,
);

/** Those of malformed requests and of signatures have questions of their own. */
const byBehaviour = all.filter(({ intercept }) => intercept !== undefined);
const byContract = all.filter(({ contract, intercept }) => contract !== undefined && intercept === undefined);
const asText = (line: Line): string => JSON.stringify(line);

/** What a conforming endpoint answers to each section. */
const conforming = SECTIONS.map((section) => {
  const scribe = new Scribe(undefined);
  section(scribe);
  const operations = new Set(scribe.lines.map(({ operation }) => operation));
  return { section, operations, lines: scribe.lines.map(asText) };
});

/** Sections that can show the mutant: those that ask the operation which it breaks. */
function concerning({ operation }: Mutant): typeof conforming {
  return conforming.filter(({ operations }) => operation === undefined || operations.has(operation));
}

/** Whether an answer in this section is another one; nothing is asked after the first. */
function differs({ section, lines }: (typeof conforming)[number], mutant: Mutant | undefined): boolean {
  const scribe = new Scribe(mutant, (line, at) => asText(line) !== lines[at]);
  try {
    section(scribe);
  } catch (error) {
    if (error instanceof Enough) return true;
    throw error;
  }
  return scribe.lines.length !== lines.length;
}

/** Operations whose answers differ in the first section that shows the mutant. */
function shown(mutant: Mutant): string[] {
  for (const { section, lines } of concerning(mutant)) {
    const scribe = new Scribe(mutant);
    section(scribe);
    const others = scribe.lines.filter((line, at) => asText(line) !== lines[at]);
    if (others.length > 0) return [...new Set(others.map(({ operation }) => operation))];
  }
  return [];
}

function ask(mutant: Mutant | undefined, operation: string, input: JsonObject): Received {
  const client = new Client(mutant === undefined ? {} : { mutant });
  const { http } = operationNamed(operation);
  if (!http.uri.includes('{')) return client.post(operation, input);
  const keys = texts(input, 'tagKeys').map((key) => `tagKeys=${encodeURIComponent(key)}`);
  const method = http.method === 'PUT' || http.method === 'PATCH' ? 'POST' : http.method;
  const query = keys.length > 0 ? `?${keys.join('&')}` : '';
  return client.tags(method, text(input, 'resourceArn'), query, JSON.stringify({ tags: input.tags ?? null }));
}

describe('mutants', () => {
  it('have unique identifiers', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('show against a transcript that is always the same', () => {
    expect(conforming.filter((each) => differs(each, undefined))).toEqual([]);
  });

  it('of behaviour each show', () => {
    const plain = byBehaviour.filter(({ id }) => !SUBTLE.test(id));
    const silent = plain.filter((mutant) => !concerning(mutant).some((each) => differs(each, mutant)));
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('of statuses, headers and errors show in their own operation alone', () => {
    const outer = byBehaviour.filter(({ id }) => /^(status|content-type|error)-/.test(id));
    expect(outer.length).toBeGreaterThan(200);
    const elsewhere = outer.filter((mutant) => shown(mutant).join() !== mutant.operation);
    expect(elsewhere.map(({ id }) => id)).toEqual([]);
  });

  it('of constraints each show in a single request', () => {
    const silent = byContract.filter((mutant) => {
      const [family = '', service, operation = '', path = '', keyword = ''] = mutant.id.split('/');
      const place = { service: service === 'ivs' ? 'ivs' : 'ivs-realtime', operation } as const;
      const input = decidingInput(place, path, keyword, family);
      const [{ status, code }, changed] = [ask(undefined, operation, input), ask(mutant, operation, input)];
      return changed.status === 500 || (status === changed.status && code === changed.code);
    });
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

describe('mutants of the wire', () => {
  const onWire = all.filter(({ receive }) => receive !== undefined);
  const json = { 'content-type': 'application/json' };
  const bodies: (string | Uint8Array)[] = [
    '{[',
    '',
    '[{"name":"a"}]',
    '10',
    '{"name":null}',
    '{"name":["a"]}',
    `{"name":"${'a'.repeat(1024 * 1024)}"}`,
    `{"name":${'['.repeat(2000)}${']'.repeat(2000)}}`,
    'abc{"name":"a"}',
    '{"name":"a"}abc',
    '{"name":"a",}',
    '{"name":"a" // comment\n}',
    "{'name':'a'}",
    '{"name":\f"a"}',
    '{"NAME":"a"}',
    '{"name":"a","name":"b"}',
    Buffer.from('{"tags":{"a":"\xff"}}', 'latin1'),
    '{"tags":{"a":"\\ud800"}}',
    '{"tags":{"a":"\\u0000"}}',
    '\uFEFF{}',
  ];
  const requests: ReferenceRequest[] = [
    ...bodies.map((body) => ({ method: 'POST', path: '/CreateChannel', headers: json, body })),
    { method: 'POST', path: '/ListChannels', headers: json, body: '{"maxResults":9223372000000000000}' },
    ...['text/plain', 'application/x-www-form-urlencoded', undefined].map((type) => ({
      method: 'POST',
      path: '/CreateChannel',
      headers: { 'content-type': type },
      body: '{"name":"a"}',
    })),
    ...['/NoSuchOperation', '/CreateChannel/more', '/createchannel'].map((path) => ({
      method: 'POST',
      path,
      headers: json,
      body: '{}',
    })),
    { method: 'GET', path: '/CreateChannel', headers: {}, body: '' },
    { method: 'GET', path: '/tags/%zz', headers: {}, body: '' },
  ];

  const answersOf = (mutant?: Mutant) => {
    const reference = createReference({ contracts, ...(mutant && { mutant }), random: () => 0.5 });
    return requests.map((request) => JSON.stringify(reference.handle(request)));
  };

  it('are the only ones besides those of signatures that break neither an answer nor a contract', () => {
    const others = all.filter((mutant) => !byBehaviour.includes(mutant) && !byContract.includes(mutant));
    expect(others.filter(({ unverified }) => unverified === undefined)).toEqual(onWire);
  });

  it('each answer some malformed request otherwise', () => {
    const conforms = answersOf();
    const silent = onWire.filter((mutant) => answersOf(mutant).join() === conforms.join());
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

it('mutants that no client can tell say why, and are few', () => {
  const equivalent = all.filter((mutant) => mutant.equivalent !== undefined);
  expect(equivalent.map(({ id }) => id)).toContain('tokens-reversed/ivs-realtime/CreateStage');
  expect(equivalent.length).toBeLessThan(all.length / 50);
});

describe('findMutant', () => {
  it('finds by identifier', () => {
    const id = 'constraint-ignored/ivs/CreateChannel/name/maxLength';
    expect(findMutant(contracts, id)).toMatchObject({ id, operation: 'CreateChannel' });
  });

  it('names similar ones when there is none', () => {
    expect(() => findMutant(contracts, 'status-wrong/ivs/DeletChannel')).toThrow(
      /no mutant is called status-wrong\/ivs\/DeletChannel; similar ones are status-wrong\/ivs\/DeleteChannel/,
    );
  });
});

it('a mutant breaks one side of a bound and leaves the other', () => {
  const named = (length: number, id: string): number =>
    new Client({ mutant: findMutant(contracts, id) }).post('CreateChannel', { name: 'a'.repeat(length) })
      .status;
  const ignored = 'constraint-ignored/ivs/CreateChannel/name/maxLength';
  const looser = 'constraint-looser/ivs/CreateChannel/name/maxLength';
  const tighter = 'constraint-tighter/ivs/CreateChannel/name/maxLength';
  expect([128, 129, 999].map((length) => named(length, ignored))).toEqual([200, 200, 200]);
  expect([128, 129, 130].map((length) => named(length, looser))).toEqual([200, 200, 400]);
  expect([127, 128, 129].map((length) => named(length, tighter))).toEqual([200, 400, 400]);
});

it('a mutant of one operation leaves another with the same shape alone', () => {
  const mutant = findMutant(contracts, 'constraint-ignored/ivs/CreateChannel/name/pattern');
  const client = new Client({ mutant });
  expect(client.post('CreateChannel', { name: 'a b' }).status).toBe(200);
  expect(client.post('ListChannels', { filterByName: 'a b' }).status).toBe(400);
  expect(list(client.post('ListChannels').body, 'channels')).toHaveLength(1);
});
