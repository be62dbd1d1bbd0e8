import fc from 'fast-check';
import { loadResources } from '../../../src/contract/resources.js';
import type { Labelled } from '../../types.js';

/** The parts of `arn:partition:service:region:account:type/id`. */
interface Parts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly type: string;
  readonly id: string;
}

/** Every type of resource that the two services have ARNs for. */
const TYPES = [
  ...new Set([...loadResources('ivs'), ...loadResources('ivs-realtime')].map((each) => each.arnType)),
]
  .filter((type) => type !== undefined)
  .sort();

const PARTITIONS = ['aws-cn', 'aws-us-gov', 'aws-iso'];
const SERVICES = ['ivs-realtime', 'ivschat', 'ivs', 's3'];
const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2', 'ap-northeast-1'];

/** How ARNs are changed, by what is wrong with the result. */
export type Ways = { readonly [label: string]: (parts: Parts) => readonly string[] };

/** What ARNs are taken for by whoever looks at a part of them only; the most telling first. */
export const NEAR: Ways = {
  'other-type': (parts) => TYPES.map((type) => written({ ...parts, type })),
  'other-service': (parts) => SERVICES.map((service) => written({ ...parts, service })),
  'other-partition': (parts) => PARTITIONS.map((partition) => written({ ...parts, partition })),
  'trailing-newline': (parts) => [`${written(parts)}\n`],
  'name-for-identifier': (parts) => ['my_name', 'my name', 'näme'].map((id) => written({ ...parts, id })),
  blank: (parts) => [` ${written(parts)}`, `${written(parts)} `],
  'other-case': (parts) => [
    written({ ...parts, type: parts.type.toUpperCase() }),
    written({ ...parts, type: parts.type.charAt(0).toUpperCase() + parts.type.slice(1) }),
    written({ ...parts, service: parts.service.toUpperCase() }),
    written({ ...parts, region: parts.region.toUpperCase() }),
    written(parts).replace('arn:', 'ARN:'),
  ],
  'part-missing': (parts) => [
    written({ ...parts, region: '' }),
    written({ ...parts, account: '' }),
    written({ ...parts, id: '' }),
  ],
  'no-arn': (parts) => [parts.id, `${parts.type}/${parts.id}`],
  'more-behind': (parts) => [`${written(parts)}/`, `${written(parts)}/${parts.id.slice(0, 4)}`],
  'colon-for-slash': (parts) => [written(parts).replace('/', ':')],
};

/** Well-formed ARNs of resources of the same type; by their form nothing is wrong with them. */
export const ELSEWHERE: Ways = {
  'other-region': (parts) => REGIONS.map((region) => written({ ...parts, region })),
  'other-account': (parts) => [
    written({ ...parts, account: '000000000000' }),
    written({ ...parts, account: '999999999999' }),
  ],
  'other-case-of-identifier': ({ id, ...parts }) =>
    [swapped(id), id.toLowerCase(), id.toUpperCase()].map((other) => written({ ...parts, id: other })),
};

/**
 * Changed ARNs: one arbitrary for each way that gives any.
 * @param bases - ARNs of one type; what is none of the form `arn:partition:service:region:account:type/id` is left alone
 * @param pattern - what changed ARNs must not match; undefined for anything
 */
export function arnsChanged(
  ways: Ways,
  bases: fc.Arbitrary<string>,
  pattern: string | undefined,
): Labelled<string>[] {
  const regex = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const [sample = ''] = fc.sample(bases, { seed: 1, numRuns: 1 });
  return Object.entries(ways).flatMap(([label, change]) => {
    const changed = (base: string): string[] => {
      const parts = partsOf(base);
      const all = parts === undefined ? [] : change(parts);
      return all.filter((other) => other !== base && regex?.test(other) !== true);
    };
    if (changed(sample).length === 0) return [];
    const arbitrary = fc
      .tuple(fc.nat({ max: MOST_CHANGES }), bases)
      .map(([pick, base]) => {
        const options = changed(base);
        return options[pick % options.length] ?? '';
      })
      .filter((other) => other !== '');
    return [{ label, arbitrary }];
  });
}

/** Picks one of the ways' results; small, as it is shrunk too. */
const MOST_CHANGES = 59;

function partsOf(text: string): Parts | undefined {
  const found = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):([^:/]+)\/(.*)$/u.exec(text);
  if (found === null) return undefined;
  const [, partition = '', service = '', region = '', account = '', type = '', id = ''] = found;
  return { partition, service, region, account, type, id };
}

function written({ partition, service, region, account, type, id }: Parts): string {
  return `arn:${partition}:${service}:${region}:${account}:${type}/${id}`;
}

function swapped(text: string): string {
  return Array.from(text, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  ).join('');
}
