import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { packageRoot, readPackageJson } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { loadRules } from '../../contract/rules/rules.js';
import { SERVICES } from '../../contract/types.js';

function errorsOf(schema: 'rules' | 'resources', document: unknown): string[] {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const validate = ajv.compile(readPackageJson<object>('specs', 'schemas', `${schema}.schema.json`));
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the meta-schemas', () => {
  test.each(SERVICES.flatMap((service) => [[service, 'rules'] as const, [service, 'resources'] as const]))(
    'describe specs/%s/%s.json',
    (service, kind) => {
      expect(errorsOf(kind, readPackageJson('specs', service, `${kind}.json`))).toEqual([]);
    },
  );

  const oneRule = (change: object): object => {
    const [first] = loadRules('ivs').filter(({ kind }) => kind === 'cascade');
    return { $comment: 'changed', rules: [{ ...first, ...change }] };
  };
  test.each<[string, object]>([
    ['a kind that does not exist', { kind: 'cascading' }],
    ['the members of another kind', { kind: 'unset' }],
    ['a member of no kind', { resourceName: 'Channel' }],
    ['a member of another kind beside its own', { limit: 1 }],
    ['a statement that is no sentence', { statement: 'deleting a channel deletes its keys' }],
    ['a long statement', { statement: `${'a '.repeat(160)}.` }],
    ['a source without address', { source: { document: 'API reference' } }],
    ['a source that is not https', { source: { document: 'API reference', url: 'http://example.com/' } }],
    ['no operation', { operations: [] }],
    ['a strength that does not exist', { strength: 'certain' }],
  ])('refuse a rule with %s', (_, change) => {
    expect(errorsOf('rules', oneRule({}))).toEqual([]);
    expect(errorsOf('rules', oneRule(change))).not.toEqual([]);
  });

  test.each<[string, object]>([
    ['a member that is unknown', { operations: [] }],
    ['a get that names no input member', { get: { operation: 'GetChannel', output: 'channel' } }],
    ['an unfit name', { name: 'channel' }],
    ['no word on whether it is checked', { checked: undefined }],
  ])('refuse a resource with %s', (_, change) => {
    const document = (more: object) =>
      JSON.parse(JSON.stringify({ $comment: 'x', resources: [{ ...loadResources('ivs')[0], ...more }] }));
    expect(errorsOf('resources', document({}))).toEqual([]);
    expect(errorsOf('resources', document(change))).not.toEqual([]);
  });
});

test('the files end with a newline and hold no tab, as an editor leaves them', () => {
  for (const service of SERVICES) {
    for (const file of ['rules.json', 'resources.json']) {
      expect(readFileSync(join(packageRoot(), 'specs', service, file), 'utf8')).toMatch(/^[^\t]*\}\n$/s);
    }
  }
});
