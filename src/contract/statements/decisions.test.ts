import { describe, expect, test } from 'vitest';
import { readPackageJson } from '../load.js';
import type { Resource } from '../resources.js';
import { SERVICES } from '../types.js';
import {
  type Decision,
  type DecisionGround,
  faultsOf,
  loadDecisionGround,
  proposalsIn,
  undecidedOf,
} from './decisions.js';

describe.each(SERVICES)('what the documentation of %s says', (service) => {
  const ground = loadDecisionGround(service);

  test('is decided of, sentence by sentence', () => {
    const undecided = undecidedOf(ground).map(({ sentence, at }) => `${sentence.id} at ${at.join(', ')}`);
    expect(undecided, '`npm run derive -- --models DIR --undecided` prints them, with a proposal').toEqual(
      [],
    );
  });

  test('is decided with rules and behaviours that there are, of sentences that there are', () => {
    expect(faultsOf(ground)).toEqual([]);
  });

  test.each(['resources', 'rules', 'decisions'])('is no proposal any more in %s.json', (name) => {
    expect(proposalsIn(readPackageJson('specs', service, `${name}.json`))).toEqual([]);
  });
});

const ROOM: Resource = {
  name: 'Room',
  checked: true,
  create: { operation: 'CreateRoom', output: 'room' },
  update: { operation: 'UpdateRoom', input: 'arn', output: 'room' },
  taggable: false,
  always: ['arn'],
};

/** A ground with one sentence, which stands at some places. */
function groundOf(decisions: readonly Decision[], ...at: string[]): DecisionGround {
  return {
    sentences: {
      $comment: '',
      service: 'ivs',
      revision: '2024-02-01',
      sentences: [{ id: 'aaaaaaaaaaaa', classes: ['limit'], at }],
      operations: { UpdateRoomRequest: ['UpdateRoom'], CreateDoorRequest: ['CreateDoor'], Unused: [] },
    },
    decisions,
    rules: new Map([['rooms-are-small', ['CreateRoom']]]),
    unchecked: new Map([['doors-creak', ['CreateDoor']]]),
    general: new Set(['page-size']),
    resources: [ROOM],
  };
}

const SENTENCES = ['aaaaaaaaaaaa'];
const [ROOMS, DOORS] = ['/shapes/UpdateRoomRequest/members/seats', '/shapes/CreateDoorRequest/members/width'];

describe('a sentence', () => {
  test.each<[string, Decision[], string, string[]]>([
    ['without a decision is told with all its places', [], ROOMS, [ROOMS]],
    [
      'is decided by a rule about the operation',
      [{ asked: ['rooms-are-small'], sentences: SENTENCES }],
      '/operations/CreateRoom',
      [],
    ],
    [
      'is decided by a rule about the same resource',
      [{ asked: ['rooms-are-small'], sentences: SENTENCES }],
      ROOMS,
      [],
    ],
    [
      'is not decided by a rule about another resource',
      [{ asked: ['rooms-are-small'], sentences: SENTENCES }],
      DOORS,
      [DOORS],
    ],
    ['is decided by what is not asked', [{ unchecked: ['doors-creak'], sentences: SENTENCES }], DOORS, []],
    ['is decided everywhere by a general rule', [{ asked: ['page-size'], sentences: SENTENCES }], DOORS, []],
    [
      'is decided everywhere where it states nothing',
      [{ nothing: 'advises', sentences: SENTENCES }],
      DOORS,
      [],
    ],
    [
      'about the whole service is decided by any rule',
      [{ asked: ['rooms-are-small'], sentences: SENTENCES }],
      '',
      [],
    ],
    [
      'in a shape that no operation has is decided by any rule',
      [{ asked: ['rooms-are-small'], sentences: SENTENCES }],
      '/shapes/Unused',
      [],
    ],
    [
      'is not decided by a decision about another one',
      [{ nothing: 'advises', sentences: ['bbbbbbbbbbbb'] }],
      DOORS,
      [DOORS],
    ],
  ])('%s', (_, decisions, at, left) => {
    expect(undecidedOf(groundOf(decisions, at)).flatMap((each) => each.at)).toEqual(left);
  });

  test('that comes to stand at another place needs a decision for that place', () => {
    const decisions: Decision[] = [{ asked: ['rooms-are-small'], sentences: SENTENCES }];
    expect(undecidedOf(groundOf(decisions, ROOMS, DOORS))).toMatchObject([{ at: [DOORS] }]);
    decisions.push({ unchecked: ['doors-creak'], sentences: SENTENCES });
    expect(undecidedOf(groundOf(decisions, ROOMS, DOORS))).toEqual([]);
  });
});

test('decisions are faulty with names that nothing has, stale sentences and open proposals', () => {
  const decisions: Decision[] = [
    { asked: ['rooms-are-large', 'page-size'], unchecked: ['doors-sing'], sentences: SENTENCES },
    { nothing: 'describes', proposal: true, sentences: ['bbbbbbbbbbbb'] },
  ];
  expect(faultsOf(groundOf(decisions, ROOMS))).toEqual([
    'no rule is named rooms-are-large',
    'no unchecked behaviour is named doors-sing',
    'bbbbbbbbbbbb is no sentence any more',
    'what is decided of bbbbbbbbbbbb is a proposal only',
  ]);
});

test('proposals are found at any depth', () => {
  const file = {
    rules: [{ id: 'one' }, { id: 'two', members: [{ member: 'a', proposal: true }] }],
    proposal: false,
  };
  expect(proposalsIn(file)).toEqual(['/rules/1/members/0']);
});
