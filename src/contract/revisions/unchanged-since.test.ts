import { describe, expect, test } from 'vitest';
import { listRevisions, loadContract } from '../load.js';
import { askableConstraints, constraintsOf, membersOf } from '../schema/constraints.js';
import { type Contract, type Json, SERVICES } from '../types.js';
import { settled } from './unchanged-since.js';

function operationIn(contract: Contract, name: string) {
  const operation = contract.operations.get(name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return operation;
}

function limitOf(contract: Contract, operation: string, member: string, keyword: string): Json | undefined {
  const constraints = constraintsOf(contract, operationIn(contract, operation).input);
  return constraints.find((each) => each.member === member && each.keyword === keyword)?.value;
}

function isBreakable(
  contract: Contract,
  operation: string,
  member: string,
  keyword: string,
): boolean | undefined {
  const askable = askableConstraints(contract, operationIn(contract, operation));
  return askable.find((each) => each.member === member && each.keyword === keyword)?.isBreakable;
}

const at = (service: (typeof SERVICES)[number], date: string) =>
  settled(loadContract(service, date), loadContract(service));

describe('an earlier contract, without what a later one says otherwise', () => {
  test('keeps the lower of two limits, and does not ask what is beyond it', () => {
    const early = at('ivs', '2021-10-20');
    expect(limitOf(early, 'ListChannels', 'maxResults', 'maximum')).toBe(50);
    expect(isBreakable(early, 'ListChannels', 'maxResults', 'maximum')).toBe(false);
    expect(isBreakable(early, 'ListChannels', 'maxResults', 'minimum')).toBe(true);
  });

  test('takes over a limit that became stricter, and does not ask what is beyond it either', () => {
    const early = at('ivs-realtime', '2023-11-16');
    expect(limitOf(early, 'CreateEncoderConfiguration', 'video.width', 'minimum')).toBe(2);
    expect(isBreakable(early, 'CreateEncoderConfiguration', 'video.width', 'minimum')).toBe(false);
  });

  test('takes over a pattern that came later', () => {
    const early = at('ivs', '2024-11-14');
    expect(limitOf(early, 'TagResource', 'tags{key}', 'pattern')).toBe(
      limitOf(loadContract('ivs'), 'TagResource', 'tags{key}', 'pattern'),
    );
    expect(isBreakable(early, 'TagResource', 'tags{key}', 'pattern')).toBe(false);
  });

  test('asks about an enumeration that got further values', () => {
    const early = at('ivs', '2021-10-20');
    expect(limitOf(early, 'CreateChannel', 'type', 'enum')).toEqual(['BASIC', 'STANDARD']);
    expect(isBreakable(early, 'CreateChannel', 'type', 'enum')).toBe(true);
  });

  test('has no default that became another one', () => {
    const standard = (contract: Contract) =>
      operationIn(contract, 'CreateParticipantToken').input.properties?.duration?.default;
    expect(standard(loadContract('ivs-realtime', '2023-03-23'))).toBe(60);
    expect(standard(at('ivs-realtime', '2023-03-23'))).toBeUndefined();
    expect(standard(at('ivs-realtime', '2023-05-11'))).toBe(720);
  });

  test.each(SERVICES)('is the same as the latest of %s where there is none in between', (service) => {
    const latest = loadContract(service);
    const { unsettled, ...rest } = settled(latest, latest);
    expect(rest).toEqual(latest);
    expect(unsettled?.size).toBe(0);
  });

  test.each(SERVICES)('of any revision of %s: values that it allows are allowed later too', (service) => {
    const latest = loadContract(service);
    const wrong = listRevisions(service).flatMap((revision) => {
      const early = at(service, revision);
      return [...early.operations.values()].flatMap(({ operation, input }) => {
        const known = new Set(membersOf(early, input).map(({ member }) => member));
        const bounds = constraintsOf(latest, operationIn(latest, operation).input).filter(
          ({ member, keyword }) => known.has(member) && keyword !== 'enum' && keyword !== 'required',
        );
        return bounds
          .filter(
            ({ member, keyword, value }) =>
              !isWithin(keyword, limitOf(early, operation, member, keyword), value),
          )
          .map(({ member, keyword }) => `${revision} ${operation} ${member} ${keyword}`);
      });
    });
    expect(wrong).toEqual([]);
  });
});

/** Whether what an earlier bound allows is within a later one. */
function isWithin(keyword: string, earlier: Json | undefined, later: Json): boolean {
  if (typeof earlier === 'number' && typeof later === 'number') {
    return keyword.startsWith('min') ? earlier >= later : earlier <= later;
  }
  return earlier === later;
}
