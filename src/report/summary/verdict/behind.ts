/** That an endpoint answers as an earlier revision of the API, in words. */
import { SERVICES, type Service } from '../../../contract/types.js';
import type { AnswersAsOf, CheckResult, Report } from '../../../results/types.js';
import { counted } from '../plain-text.js';

/** Revisions that are named one by one. */
const NAMED = 3;

/** For each service of which the endpoint is behind, one sentence. */
export function behindNotes({ answersAsOf = {} }: Report): string[] {
  return SERVICES.flatMap((service) => {
    const asOf = answersAsOf[service];
    return asOf === undefined ? [] : [behindInWords(service, asOf)];
  });
}

/** The sentence for a cause that is told by it: that the endpoint is behind. */
export function behindCause(
  { answersAsOf = {} }: Report,
  { service, deviation }: CheckResult,
): string | undefined {
  const asOf = answersAsOf[service];
  return asOf === undefined || deviation?.noneAsOf === undefined ? undefined : behindInWords(service, asOf);
}

function behindInWords(service: Service, { earliest, latest, lacks }: AnswersAsOf): string {
  const date = earliest === latest ? latest : `${earliest} to ${latest}`;
  const { operations, members } = lacks;
  const parts = [
    ...(operations.length === 0 ? [] : [counted(operations.length, 'operation')]),
    ...(members.length === 0 ? [] : [counted(members.length, 'member')]),
  ];
  const what = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${service} answers as of ${date}: lacks what ${revisionsInWords(lacks.revisions)} added${what}`;
}

function revisionsInWords(revisions: readonly string[]): string {
  const [first = '', last = ''] = [revisions[0], revisions.at(-1)];
  if (revisions.length > NAMED) return `${revisions.length} revisions from ${first} to ${last}`;
  return revisions.length < 2 ? first : `${revisions.slice(0, -1).join(', ')} and ${last}`;
}
