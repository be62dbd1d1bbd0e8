import { describe, expect, it } from 'vitest';
import { type Lasting, Timeline } from './timeline.js';
import { beganOf, endedOf } from './times.js';

type Named = Lasting & { readonly name: string };

function told(entries: readonly Named[]): string {
  const events: string[] = [];
  const timeline = new Timeline<Named>(
    ({ name }) => events.push(`+${name}`),
    ({ name }) => events.push(`-${name}`),
  );
  for (const each of entries) timeline.add(each);
  timeline.finish();
  return events.join(' ');
}

const named = (name: string, began: number, ended: number): Named => ({ name, began, ended });

describe('a timeline', () => {
  it('tells of beginnings and ends in the order of their times', () => {
    expect(told([named('c', 5, 6), named('a', 1, 2), named('b', 2, 4)])).toBe('+a -a +b -b +c -c');
    expect(told([named('long', 1, 9), named('a', 2, 3), named('b', 3, 4)])).toBe('+long +a -a +b -b -long');
  });

  it('keeps the order of what begins or ends at the same time', () => {
    expect(told([named('a', 1, 1), named('b', 1, 1)])).toBe('+a -a +b -b');
    expect(told([named('a', 1, 3), named('b', 1, 3)])).toBe('+a +b -a -b');
  });

  it('waits for no more than some thousand entries', () => {
    const entries = Array.from({ length: 2001 }, (_, at) => named(String(at), at, at + 1));
    const events: string[] = [];
    const timeline = new Timeline<Named>(
      ({ name }) => events.push(name),
      () => {},
    );
    for (const each of entries) timeline.add(each);
    expect(events).toEqual(['0']);
  });
});

describe('the times of an entry', () => {
  const request = { method: 'GET', url: '', headers: [] };
  const entry = (startedDateTime: unknown, time?: number) => ({
    ...{ startedDateTime, request, response: { status: 200, headers: [] } },
    ...(time === undefined ? {} : { time }),
  });

  it('are read to the microsecond, in any zone', () => {
    expect(beganOf(entry('2026-01-01T01:00:00.123456+01:00'))).toBeCloseTo(Date.UTC(2026, 0, 1) + 123.456, 3);
    expect(beganOf(entry('2026-01-01T00:00:00Z'))).toBe(Date.UTC(2026, 0, 1));
    expect([beganOf(entry('yesterday')), beganOf(entry(5)), beganOf(entry(undefined))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('end no earlier than they begin', () => {
    expect([endedOf(entry('', 2.5), 10), endedOf(entry('', -1), 10), endedOf(entry(''), 10)]).toEqual([
      12.5, 10, 10,
    ]);
  });
});
