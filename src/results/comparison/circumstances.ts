/** In what two runs differ but for the endpoint's answers: what that leaves open is said once, not for each check. */
import type { Json } from '../../contract/types.js';
import type { Report } from '../types.js';
import type { NotCompared } from './types.js';

/** Options that say what is asked; the others only how, or what is told. */
const ASKING = [
  'service',
  'operation',
  'check',
  'path',
  'shard',
  'revision',
  'bucket',
  'driver',
  'settle',
] as const;

/** Everything in which the runs differ, so that not the same was asked in both. */
export function differentCircumstances(old: Report, now: Report): NotCompared[] {
  const pairs: readonly (readonly [what: string, before: Json | undefined, now: Json | undefined])[] = [
    ['suite version', old.suite.version, now.suite.version],
    ['effort', old.run.effort, now.run.effort],
    ['seed', old.run.seed, now.run.seed],
    ['revision of ivs', old.contract.ivs, now.contract.ivs],
    ['revision of ivs-realtime', old.contract['ivs-realtime'], now.contract['ivs-realtime']],
    ['services', [...old.target.services], [...now.target.services]],
    ...ASKING.map((name) => [`option --${name}`, old.run.options[name], now.run.options[name]] as const),
    ['interrupted', old.run.interrupted === true, now.run.interrupted === true],
  ];
  return pairs.flatMap(([what, before, after]) => {
    const [one, other] = [inWords(before), inWords(after)];
    return one === other ? [] : [{ what, before: one, now: other }];
  });
}

/** The endpoints, where they are not the same: compared all the same, for a port is another each time. */
export function otherEndpoint(old: Report, now: Report): NotCompared[] {
  const [before, after] = [old.target.endpoint, now.target.endpoint];
  return before === after ? [] : [{ what: 'endpoint', before, now: after }];
}

function inWords(value: Json | undefined): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
