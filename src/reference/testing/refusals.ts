import { SERVICES } from '../../contract/types.js';
import { type KnownResource, RESOURCES } from '../resources/facts.js';
import { contractOf, unknownArn } from './client.js';
import { LISTS } from './lists.js';
import { resourceNamed } from './lives/plain-life.js';
import type { Scribe } from './recorder.js';
import { sampleInput } from './sample.js';

/** Requests that a conforming endpoint refuses. */
export function refusals(scribe: Scribe): void {
  for (const [operation, { input }] of SERVICES.flatMap((service) => [...contractOf(service).operations])) {
    const filters = Object.keys(input.properties ?? {}).filter((name) => name.startsWith('filterBy'));
    for (const [at, first] of filters.entries()) {
      const others = [undefined, ...filters.slice(at + 1)].map((second) => [first, second ?? first]);
      for (const pair of others)
        scribe.send(operation, sampleInput(operation, 0, [...(input.required ?? []), ...pair]));
    }
  }
  for (const known of RESOURCES) unknowns(scribe, known);
  scribe.send('DisconnectParticipant', { stageArn: unknownArn('stage'), participantId: 'unknown' });
  scribe.send('CreateParticipantToken', { stageArn: unknownArn('stage') });
}

function unknowns(
  scribe: Scribe,
  { kind, parent, create, get, list, update, delete: remove }: KnownResource,
): void {
  const arn = unknownArn(kind);
  for (const role of [get, update, remove]) if (role !== undefined) scribe.send(role.operation, { arn });
  if (parent !== undefined) {
    const members = { [parent.member]: unknownArn(resourceNamed(parent.resource).kind) };
    for (const role of [create, list]) scribe.send(role?.operation ?? '', members);
  }
  scribe.tags('GET', arn);
  scribe.tags('POST', arn, '', '{"tags":{}}');
  scribe.tags('DELETE', arn, '?tagKeys=a');
}

/** Every operation refuses at least one of these members: asks those that were asked before. */
export function invalids(scribe: Scribe): void {
  const operations = new Set(scribe.lines.map(({ operation }) => operation));
  for (const operation of operations) {
    scribe.send(operation, {
      arn: '-',
      arns: '-',
      maxResults: 0,
      name: '!',
      channelArn: '-',
      stageArn: '-',
      tags: { 'aws:': '' },
    });
  }
  for (const type of ['channel', 'stage']) {
    const arn = `${unknownArn(type)}!`;
    scribe.tags('GET', arn);
    scribe.tags('POST', arn, '', '{"tags":{}}');
    scribe.tags('DELETE', arn, '?tagKeys=a');
    scribe.tags('POST', unknownArn(type), '', '{"tags":{"aws:":""}}');
  }
  for (const [, , create, input] of LISTS) scribe.send(create, { ...input, tags: { 'aws:a': '' } });
  const channelArn = scribe.arn('CreateChannel', 'channel');
  scribe.send('CreateStreamKey', { channelArn, tags: { 'aws:a': '' } });
}
