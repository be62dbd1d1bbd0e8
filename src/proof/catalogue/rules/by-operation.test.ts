import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../contract/load.js';
import { loadRules } from '../../../contract/rules/rules.js';
import { SERVICES } from '../../../contract/types.js';
import { rulesByOperation } from './by-operation.js';

describe.each(SERVICES)('rules by operation: %s', (service) => {
  const sections = new Map(
    rulesByOperation(service)
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0] ?? '', section]),
  );

  test('every operation has a section, in alphabetical order', () => {
    expect([...sections.keys()]).toEqual([...loadContract(service).operations.keys()].sort());
  });

  test('every rule stands with each of its operations, and with no other', () => {
    for (const { id, operations } of loadRules(service)) {
      const found = [...sections].filter(([, section]) => section.includes(`- **${id}**: `));
      expect(found.map(([operation]) => operation)).toEqual([...new Set(operations)].sort());
    }
  });
});
