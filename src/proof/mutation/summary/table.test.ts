import { expect, it } from 'vitest';
import type { Outcome } from '../outcomes/outcome.js';
import { asCsv, asMarkdown, rowOf } from './table.js';

const caught: Outcome = {
  mutant: 'member-type/ivs/GetChannel/channel.arn',
  statement: 'channel.arn is of another type, "42".',
  operation: 'GetChannel',
  caughtBy: ['shape/ivs/GetChannel', 'arn/ivs/GetChannel'],
  causes: 1,
  requests: 7,
};

it('a row says which check catches a mutant first, and after how many requests', () => {
  expect(rowOf(caught)).toEqual({
    mutant: 'member-type/ivs/GetChannel/channel.arn',
    family: 'member-type',
    operation: 'GetChannel',
    result: 'caught',
    firstCheck: 'shape/ivs/GetChannel',
    requests: 7,
    deviations: 2,
    causes: 1,
    reason: null,
    statement: 'channel.arn is of another type, "42".',
  });
});

it('a row of a mutant that nothing catches has neither check nor requests', () => {
  const row = rowOf({ ...caught, caughtBy: [], requests: 0 });
  expect(row).toMatchObject({ result: 'survived', firstCheck: null, requests: null, deviations: 0 });
});

it('a row of an equivalent mutant has the reason, and tells a false alarm', () => {
  const equivalent = { ...caught, equivalent: 'no document says' };
  expect(rowOf({ ...equivalent, caughtBy: [] })).toMatchObject({
    result: 'equivalent',
    reason: 'no document says',
  });
  expect(rowOf(equivalent).result).toBe('false alarm');
});

it('as CSV, cells that hold commas or quotes are quoted', () => {
  const { operation: _, ...everywhere } = caught;
  expect(asCsv([rowOf(everywhere)]).split('\r\n')).toEqual([
    'mutant,family,operation,result,firstCheck,requests,deviations,causes,reason,statement',
    'member-type/ivs/GetChannel/channel.arn,member-type,,caught,shape/ivs/GetChannel,7,2,1,,"channel.arn is of another type, ""42""."',
    '',
  ]);
});

it('as Markdown, bars do not end a cell', () => {
  expect(asMarkdown([rowOf({ ...caught, statement: 'a|b' })])).toMatch(/\| a\\\|b \|\n$/);
});
