/**
 * What makes a cause this one and no other, whichever seed found it: who is at fault, of which member, in which way.
 * No value, ARN, number, text of an answer or check of which only some seeds ask is part of it.
 */
import type { Cause, Sort } from '../causes/cause.js';
import { isFailure } from '../causes/sorts/failures.js';
import { isUnrefused, LOOKED_UP } from '../causes/sorts/unrefused.js';
import { type Suspicion, suspicionOf } from '../causes/spot.js';
import { isRefusal } from '../reported/harm.js';
import type { RecordedExchange } from '../types.js';

/** What tells a cause from others; two causes are one where all parts are equal. */
export function identityOf({ cause, heads = [cause], sort }: Cause): string[] {
  const suspicion = suspicionOf(cause);
  if (suspicion === undefined) return ['check', cause.id];
  if (sort !== undefined && sort.of !== 'failure') return [sort.of, ...detailOf(sort, cause.service)];
  const way = wayOf(suspicion);
  const isShown = way[0] === 'shows';
  const places = new Set(
    heads.flatMap((head) => {
      const at = suspicionOf(head)?.at;
      return at === undefined ? [] : [isShown ? resourceOf(at) : at];
    }),
  );
  return [...way, ...(places.size === 1 ? places : ['several'])];
}

/** What a cause of a sort is about, beside the sort. */
function detailOf(sort: Exclude<Sort, { readonly of: 'failure' }>, service: string): string[] {
  switch (sort.of) {
    case 'member':
      return [sort.member];
    case 'literal':
      return [sort.literal];
    case 'arn':
      return [sort.service];
    default:
      return [service];
  }
}

/** In which way something is wrong, and of what. */
function wayOf(suspicion: Suspicion): string[] {
  const { check, path, status, expectsRefusal, deciding } = suspicion;
  const what = path === undefined || path === '' ? aspectOf(check.id) : path;
  if (isFailure(suspicion)) return ['fails', String(status), expectsRefusal ? 'invalid' : 'valid'];
  if (isRefusal(check)) return ['refuses', String(status), codeOf(deciding)];
  if (isUnrefused(suspicion)) return [LOOKED_UP.has(check.kind) ? 'looks nothing up' : 'takes', what];
  if (expectsRefusal) return ['refuses otherwise', String(status), codeOf(deciding)];
  // Which part of a structure shows first that it is wrong is chance.
  return ['shows', what.split('.')[0] ?? what];
}

/** The kind of a check, and what it asks apart from whom: `pagination/walk` of `pagination/ivs/ListChannels/walk`. */
function aspectOf(id: string): string {
  const [kind = '', , ...rest] = id.split('/');
  return [kind, ...rest.filter((part) => !/^[A-Z]/.test(part))].join('/');
}

/** The error code of an answer: of its header, or of its body. */
function codeOf(exchange: RecordedExchange | undefined): string {
  const { headers = {}, body = '' } = exchange?.response ?? {};
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amzn-errortype')?.[1];
  const code = header ?? /"(?:__type|code)"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? '';
  return code.split(/[:,]/)[0]?.split('#').at(-1) ?? '';
}

const VERB = /^(?:BatchGet|BatchStart|Create|Get|Update|List|Delete|Import|Put|Start|Stop|Insert)(?=[A-Z])/;

/**
 * What an operation is about. Which of several operations shows a wrong resource is chance: the creation that kept it
 * so, or the one that reads it.
 */
function resourceOf(at: string): string {
  const [service = '', operation = ''] = at.split(' ');
  return `${service} ${operation
    .replace(VERB, '')
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1')}`;
}
