import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../load.js';
import { SERVICES } from '../../types.js';
import { withEntries } from './insert.js';

const FILES = SERVICES.flatMap((service) => [
  [service, 'resources'] as const,
  [service, 'rules'] as const,
  [service, 'decisions'] as const,
]);

describe.each(FILES)('%s/%s.json', (service, key) => {
  const text = readFileSync(join(packageRoot(), 'specs', service, `${key}.json`), 'utf8');
  const entries = JSON.parse(text)[key];

  test('is the same with nothing added', () => {
    expect(withEntries(text, new Map(), [])).toBe(text);
  });

  test('is the same with an entry in place of itself, as the formatter leaves it', () => {
    expect(withEntries(text, new Map([[0, entries[0]]]), [])).toBe(text);
  });

  test('has what is replaced in its place and what is added at the end', () => {
    const [replaced, added] = [{ id: 'replaced' }, { id: 'added', list: ['a', 'b'] }];
    const changed = withEntries(text, new Map([[1, replaced]]), [added]);
    expect(JSON.parse(changed)[key]).toEqual([entries[0], replaced, ...entries.slice(2), added]);
    expect(changed).toContain('"list": ["a", "b"]\n    }\n  ]\n}\n');
  });
});

test('a file without entries gets its first', () => {
  const empty = '{\n  "$comment": "By hand.",\n  "rules": [\n  ]\n}\n';
  expect(JSON.parse(withEntries(empty, new Map(), [{ id: 'first' }]))).toEqual({
    $comment: 'By hand.',
    rules: [{ id: 'first' }],
  });
});
