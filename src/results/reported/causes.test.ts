import { describe, expect, it } from 'vitest';
import { conforms, deviates, exchange, result } from '../testing/results.js';
import type { CheckResult } from '../types.js';
import { reportedCauses } from './causes.js';
import { HARMS } from './harm.js';

const reported = (...checks: CheckResult[]) => reportedCauses({ run: {}, checks });
const titles = (...checks: CheckResult[]) => reported(...checks).map(({ title }) => title);

const ignored = (operation: string, member: string) =>
  deviates(operation, {
    id: `lifecycle/ivs/${operation}/${member}`,
    member: `channel.${member}`,
    expected: `channel.${member} is "a" (as it was sent)`,
    observed: `channel.${member} is absent`,
  });
const kept = conforms('lifecycle/ivs/Channel/get', 'GetChannel');
const refused = deviates('CreateChannel', {
  id: 'http/ivs/CreateChannel/status',
  status: 409,
  expected: 'success, as the request is valid',
  observed: '409 ConflictException: Channel with this name already exists',
});
const wrong = deviates('CreateChannel', {
  id: 'default/ivs/CreateChannel/preset',
  member: 'channel.preset',
  expected: 'channel.preset is ""',
  observed: 'channel.preset is "b"',
});
const inUse: CheckResult = {
  ...deviates('DeleteChannel', {
    id: 'in-use/ivs/a/refused',
    status: 204,
    expected: '409 ConflictException, because somebody uses it',
    observed: '204 (success)',
  }),
  title: 'DeleteChannel refuses a Channel that somebody uses',
};
const accepted = deviates('CreateChannel', {
  id: 'constraint/ivs/CreateChannel/name/pattern',
  member: 'name',
  expected: '400 ValidationException, because name has to match ^a$',
  observed: '200 (success)',
});
const broken = deviates('CreateChannel', {
  id: 'malformed/ivs/CreateChannel/body',
  expected: 'a refusal (4xx), because the body is empty',
  observed: '200 (success)',
});
const guessed = deviates('GetStage', {
  id: 'times/ivs/GetStage',
  strength: 'inferred',
  member: 'stage.name',
});

describe('the causes of a report', () => {
  it('are in the order of their harm, numbered, and hold each deviation once', () => {
    const all = [guessed, broken, accepted, inUse, wrong, refused, kept, ignored('UpdateChannel', 'type')];
    const causes = reported(...all);
    expect(causes.map(({ harm }) => harm)).toEqual(HARMS);
    expect(causes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(causes.map(({ standing }) => standing)).toEqual([...Array(6).fill('fails'), 'tolerated']);
    expect(causes.flatMap(({ checks }) => checks).sort()).toEqual(
      all.flatMap(({ id, deviation }) => (deviation ? [id] : [])).sort(),
    );
  });

  it('have titles in plain words', () => {
    const all = [broken, accepted, inUse, wrong, refused, kept, ignored('UpdateChannel', 'type')];
    expect(titles(...all)).toEqual([
      'UpdateChannel ignores type',
      'CreateChannel refuses a valid request: 409 ConflictException',
      'CreateChannel sets another default of preset',
      'DeleteChannel does not refuse a Channel that somebody uses',
      'CreateChannel accepts an invalid name',
      'CreateChannel accepts broken bodies',
    ]);
  });

  it('say how many checks could not be asked, those first that block most', () => {
    const skipped: CheckResult = {
      ...result('filter/ivs/a', 'ListChannels', 'skipped'),
      blockedBy: refused.id,
    };
    expect(reported(refused, skipped, { ...skipped, id: 'filter/ivs/b' })).toMatchObject([{ blocks: 2 }]);
  });

  it('come last where the baseline accepts them', () => {
    const known = { ...ignored('CreateChannel', 'type'), expected: 'we know' };
    expect(reported(known, broken, kept).map(({ standing }) => standing)).toEqual(['fails', 'accepted']);
  });
});

describe('what says the same of several operations', () => {
  const NAMES = ['GetChannel', 'DeleteChannel', 'UpdateChannel', 'PutMetadata'];
  const unchecked = (operation: string, member: string, keyword: string, sent: object = { [member]: 'a' }) =>
    deviates(operation, {
      id: `constraint/ivs/${operation}/${member}/${keyword}`,
      member,
      sent,
      status: 404,
      expected: `400 ValidationException, because ${member} has to match ${keyword}`,
      observed: '404 ResourceNotFoundException: not found',
    });
  const enforced = ['a', 'b'].map((name) =>
    conforms(`constraint/ivs/Create${name}/name/enum`, `Create${name}`),
  );

  it('is one cause: the form of ARNs, whatever they are called', () => {
    const arns = NAMES.map((name, index) => unchecked(name, index === 3 ? 'channelArn' : 'arn', 'pattern'));
    expect(titles(...arns, ...enforced)).toEqual([
      'The form of ARNs is not checked by GetChannel and 3 more operations',
    ]);
  });

  it('is another cause where only what they name is not checked', () => {
    const arns = NAMES.map((name) =>
      unchecked(name, 'arn', 'pattern', { arn: 'arn:aws:ivs:us-east-1:1:stage/a' }),
    );
    expect(titles(...arns, ...enforced)).toEqual([
      'GetChannel and 3 more operations accept ARNs of something else',
    ]);
  });

  it('is one cause where no input is validated at all', () => {
    const all = NAMES.flatMap((name) => [
      unchecked(name, 'arn', 'pattern'),
      unchecked(name, 'name', 'maxLength'),
    ]);
    const required = conforms('constraint/ivs/GetChannel/arn/required', 'GetChannel');
    expect(titles(...all, required)).toEqual(['Input is not validated by 4 operations of ivs']);
  });

  it('is one cause: a page size', () => {
    const lists = ['ListChannels', 'ListStreams'].map((operation, index) =>
      deviates(operation, {
        id: `pagination/ivs/${operation}/page-size`,
        member: 'maxResults',
        expected: 'at most 1 items for maxResults 1',
        observed: `${index + 3} items`,
      }),
    );
    expect(titles(...lists)).toEqual(['ListChannels and ListStreams ignore maxResults']);
  });

  it('is one cause: the service in ARNs', () => {
    const arns = ['channel', 'stream-key'].map((type) =>
      deviates(`Get${type}`, {
        id: `output-constraint/ivs/${type}`,
        member: `${type}.arn`,
        expected: `${type}.arn is a string matching ^(?:arn:aws:ivs:[a-z0-9-]+:[0-9]+:${type}/.+)$`,
        observed: `${type}.arn is "arn:aws:ivs-realtime:us-east-1:1:${type}/a"`,
      }),
    );
    expect(titles(...arns)).toEqual(['ARNs name the service ivs-realtime']);
  });

  it('is one cause: a text in the place of values', () => {
    const made = ['arn', 'playbackUrl', 'ingestEndpoint'].map((member) =>
      deviates('CreateChannel', {
        id: `format/ivs/${member}`,
        member: `channel.${member}`,
        observed: '"string"',
      }),
    );
    expect(titles(...made)).toEqual(['Answers hold "string" in the place of values']);
  });

  it('is one cause where nothing is kept that is sent, and several where something is', () => {
    const lost = ['type', 'name', 'latencyMode'].map((member) => ignored('CreateChannel', member));
    expect(titles(...lost)).toEqual(['What is sent is not kept by CreateChannel']);
    expect(titles(...lost, kept)).toHaveLength(3);
  });
});

describe('a server that fails', () => {
  const failing = (
    operation: string,
    id: string,
    expected: string,
    observed = '500 InternalServerError: boom 7',
  ) => deviates(operation, { id, expected, observed, status: 500, member: 'arn' });
  const because = '400 ValidationException, because arn is wrong';

  it('is a cause of its own, marked as such, and not one of validation', () => {
    const some = ['GetChannel', 'DeleteChannel'].map((name) =>
      failing(name, `constraint/ivs/${name}/arn/pattern`, because),
    );
    expect(reported(...some, accepted)).toMatchObject([
      {
        title: 'GetChannel and DeleteChannel fail on an invalid arn: 500 InternalServerError',
        isServerFailure: true,
      },
      { title: 'CreateChannel accepts an invalid name' },
    ]);
  });

  it('refuses what is valid where the request was', () => {
    const valid = failing('GetChannel', 'http/ivs/GetChannel/status', 'success, as the request is valid');
    expect(reported(valid)).toMatchObject([{ harm: 'refused', isServerFailure: true }]);
  });

  it('closes connections', () => {
    const { response: _, ...unanswered } = exchange('GetChannel', 0);
    const silent = deviates('GetChannel', {
      id: 'malformed/ivs/GetChannel/body',
      expected: 'a refusal (4xx)',
      exchanges: [unanswered],
    });
    expect(titles(silent)).toEqual(['GetChannel does not answer a malformed request']);
  });
});

describe('blame', () => {
  const tags = (key: string) => [
    {
      ...exchange('UntagResource', 200),
      request: {
        ...exchange('UntagResource', 200).request,
        url: `http://host/tags/a?tagKeys=${encodeURIComponent(key)}`,
      },
    },
    exchange('GetStage', 200, {}, { stage: { tags: { [key]: '' } } }),
  ];
  const untagged = (key: string) =>
    deviates('TagResource', {
      id: 'lifecycle/ivs/Stage/after-changes',
      member: 'stage.tags',
      exchanges: tags(key),
    });

  it('is on UntagResource where a tag shows that it has removed', () => {
    expect(reported(untagged('a'))).toMatchObject([
      {
        title: 'UntagResource leaves tags that it was to remove',
        operations: [{ operation: 'UntagResource', checks: 1 }],
      },
    ]);
    expect(titles(untagged('a b'))).toEqual(['UntagResource does not undo the percent-encoding of tagKeys']);
  });

  it('is on the operation that loses a member, and not on those that see it', () => {
    const lost = ignored('CreateChannel', 'recordingConfigurationArn');
    const used = deviates('DeleteRecordingConfiguration', {
      id: 'in-use/ivs/recording-configuration-in-use/refused',
      status: 204,
      expected: '409 ConflictException, because a Channel uses it',
      observed: '204 (success)',
      exchanges: [
        exchange('CreateChannel', 200, { recordingConfigurationArn: 'a' }),
        exchange('DeleteRecordingConfiguration', 204),
      ],
    });
    const unknown = deviates('CreateChannel', {
      id: 'unknown-reference/ivs/a/CreateChannel',
      member: 'recordingConfigurationArn',
      strength: 'inferred',
      expected: '404 ResourceNotFoundException, because nothing has this ARN',
      observed: '200 (success)',
    });
    expect(reported(lost, used, unknown, kept)).toMatchObject([
      { title: 'CreateChannel ignores recordingConfigurationArn', checks: { length: 3 } },
    ]);
  });
});
