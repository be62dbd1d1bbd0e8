import { describe, expect, it } from 'vitest';
import { conforms, deviates, exchange } from '../testing/results.js';
import type { CheckResult } from '../types.js';
import { attributed, causesOf } from './causes.js';

/** Cause → what follows from it, by IDs. */
const causes = (...results: CheckResult[]) =>
  Object.fromEntries(
    causesOf(results).map(({ cause, consequences }) => [cause.id, consequences.map(({ id }) => id)]),
  );

const create = (member: string) => ({ operation: 'CreateChannel', member: `channel.${member}` });
const get = (member: string) => ({ operation: 'GetChannel', member: `channel.${member}` });

describe('what operations show', () => {
  const shape = deviates('CreateChannel', { id: 'shape/ivs/CreateChannel', member: 'channel.type' });
  const read = deviates('GetChannel', {
    id: 'lifecycle/ivs/Channel/get',
    member: 'channel.type',
    comparedWith: [create('type')],
  });

  it('is compared with what is wrong already: that is the cause', () => {
    expect(causes(read, shape)).toEqual({ [shape.id]: [read.id] });
  });

  it('has another cause where another member is wrong, or that of another resource', () => {
    const name = deviates('CreateChannel', { id: 'shape/name', member: 'channel.name' });
    const key = deviates('CreateChannel', { id: 'shape/key', member: 'streamKey.type' });
    expect(causes(read, name, key)).toEqual({ [read.id]: [], [name.id]: [], [key.id]: [] });
  });

  it('is wrong where it is wrong as a whole', () => {
    const whole = deviates('CreateChannel', { id: 'shape/whole', member: 'channel.video' });
    const width = deviates('CreateChannel', { id: 'default/width', member: 'channel.video.width' });
    const height = deviates('CreateChannel', { id: 'default/height', member: 'channel.video.height' });
    expect(causes(whole, width)).toEqual({ [whole.id]: [width.id] });
    expect(causes(width, height)).toEqual({ [width.id]: [], [height.id]: [] });
  });

  it('comes from the view that all others disagree with', () => {
    const updates = ['a', 'b'].map((name) =>
      deviates('UpdateChannel', {
        id: `lifecycle/${name}`,
        member: 'channel.type',
        comparedWith: [get('type')],
      }),
    );
    expect(causes(...updates, read)).toEqual({ [read.id]: updates.map(({ id }) => id) });
  });

  it('does not tell which of two views is wrong where only two disagree', () => {
    const list = deviates('ListChannels', {
      id: 'lifecycle/ivs/Channel/list',
      member: 'channels[].name',
      comparedWith: [create('name')],
    });
    expect(causes(read, list)).toEqual({ [read.id]: [], [list.id]: [] });
  });
});

describe('a wrong ARN', () => {
  const arn = 'arn:aws:ivs:us-east-1:1:channel/a';
  const made = exchange('CreateChannel', 200, {}, { channel: { arn } });
  const missing = (operation: string) =>
    deviates(operation, {
      id: `http/ivs/${operation}/status`,
      expected: 'status 200',
      observed: `404 ResourceNotFoundException: ${operation} finds no such ARN`,
      exchanges: [made, exchange(operation, 404, { arn })],
    });

  it('is why those who are given it refuse it', () => {
    const wrong = deviates('CreateChannel', { id: 'arn/ivs/Channel', member: 'channel.arn' });
    const [read, update] = [missing('GetChannel'), missing('UpdateChannel')];
    expect(causes(wrong, read, update)).toEqual({ [wrong.id]: [read.id, update.id] });
  });

  it('is not concluded from one refusal', () => {
    const read = missing('GetChannel');
    expect(causes(read)).toEqual({ [read.id]: [] });
  });
});

describe('refusals of valid requests', () => {
  const refused = (id: string, sent: object, message: string, expected = 'success') =>
    deviates('CreateChannel', {
      ...{ id, sent, status: 400, expected, observed: `400 ValidationException: ${message}` },
    });
  const known = conforms('constraint/ivs/CreateChannel/latencyMode/enum', 'CreateChannel');

  it('have one cause where they name the same member', () => {
    const some = ['a', 'b'].map((id) => refused(id, { [id]: 1 }, 'latencyMode is required'));
    expect(causes(known, ...some)).toEqual({ a: ['b'] });
  });

  it('stay apart where all of them say the same of nothing', () => {
    const some = ['a', 'b'].map((id) => refused(id, { [id]: 1 }, 'Bad input'));
    expect(causes(known, ...some)).toEqual({ a: [], b: [] });
  });

  it('have one cause where a request holds all of one that is refused', () => {
    const some = [
      refused('large', { name: 'a', type: 'b' }, 'Bad input'),
      refused('small', { name: 'a' }, 'Bad input'),
    ];
    expect(causes(...some)).toEqual({ small: ['large'] });
  });

  it('have one cause where one error is answered for another', () => {
    const some = ['a', 'b'].map((id) =>
      refused(id, { [id]: 1 }, `${id} is wrong`, `404 ResourceNotFoundException, because ${id} is not there`),
    );
    expect(causes(...some)).toEqual({ a: ['b'] });
  });
});

describe('invalid requests that are not refused', () => {
  const taken = (id: string, member: string) =>
    deviates('CreateChannel', {
      id,
      member,
      expected: '400 ValidationException, because …',
      observed: '200 (success)',
    });
  const pattern = taken('constraint/ivs/CreateChannel/name/pattern', 'name');
  const type = taken('malformed/ivs/CreateChannel/type/name', 'name');
  const other = taken('constraint/ivs/CreateChannel/type/enum', 'type');
  const kept = conforms('constraint/ivs/CreateChannel/tags/maxProperties', 'CreateChannel');

  it('have one cause for each member', () => {
    expect(causes(pattern, type, other, kept)).toEqual({ [pattern.id]: [type.id], [other.id]: [] });
  });

  it('have one cause where the operation looks at nothing', () => {
    expect(causes(pattern, type, other)).toEqual({ [pattern.id]: [other.id, type.id] });
  });

  it('follow from a member that has no effect at all', () => {
    const lost = deviates('CreateChannel', {
      id: 'lifecycle/ivs/Channel/create/name',
      member: 'channel.name',
    });
    const length = taken('constraint/ivs/CreateChannel/name/maxLength', 'name');
    expect(causes(pattern, length, kept, lost)).toEqual({ [lost.id]: [pattern.id, length.id] });
  });

  it('are no matter of a default', () => {
    const wrong = deviates('CreateChannel', { id: 'default/ivs/CreateChannel/name', member: 'channel.name' });
    expect(Object.keys(causes(pattern, kept, wrong))).toEqual([pattern.id, wrong.id]);
  });
});

describe('the causes of a run', () => {
  const same = ['CreateChannel', 'GetChannel', 'ListChannels'].map((operation) =>
    deviates(operation, { id: `http/ivs/${operation}/body`, observed: 'HTML' }),
  );

  it('are one where several operations are alike', () => {
    expect(Object.values(causes(...same))).toEqual([
      ['http/ivs/GetChannel/body', 'http/ivs/ListChannels/body'],
    ]);
    expect(Object.keys(causes(...same.slice(1)))).toHaveLength(1);
  });

  it('are firm where any of what they show is', () => {
    const member = 'channel.type';
    const weak = deviates('GetChannel', { id: 'shown/a', member, strength: 'inferred' });
    const firm = deviates('GetChannel', { id: 'settles/b', member });
    expect(causes(weak, firm)).toEqual({ [firm.id]: [weak.id] });
  });

  it('are never hidden behind what a baseline accepts', () => {
    const member = 'channel.type';
    const accepted = deviates('GetChannel', { id: 'shape/a', member, accepted: 'we know' });
    const news = deviates('GetChannel', { id: 'lifecycle/b', member });
    expect(causes(accepted, news)).toEqual({ [accepted.id]: [], [news.id]: [] });
  });

  it('are said of each deviation, and of nothing else', () => {
    const [first, ...others] = same;
    const fine = conforms('shape/ivs/GetChannel', 'GetChannel');
    const said = attributed([...same, fine]).map(({ deviation }) => deviation?.causedBy);
    expect(said).toEqual([undefined, ...others.map(() => first?.id), undefined]);
  });

  it('hold each deviation once', () => {
    const groups = causesOf(same).flatMap(({ cause, consequences }) => [cause, ...consequences]);
    expect(groups.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(same);
  });
});
