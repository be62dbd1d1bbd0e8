import { accepted } from './accepted.js';
import { acceptedInState } from './accepted-in-state.js';
import { acting } from './acting.js';
import { allowedValues } from './allowed-values.js';
import { authentication } from './authentication.js';
import { batch } from './batch.js';
import { batchEntries } from './batch-entries.js';
import { composition } from './composition.js';
import { constraint } from './constraint.js';
import { defaults } from './default.js';
import { elsewhere } from './elsewhere.js';
import { errorForm } from './error-form.js';
import { filter } from './filter.js';
import { http } from './http.js';
import { arn, distinct, format } from './identifiers.js';
import { idle } from './idle.js';
import { ingestRules } from './ingest.js';
import { keyMaterial } from './key-material.js';
import { lifecycle } from './lifecycle.js';
import { limitPerParent, sizeLimit } from './limits.js';
import { live } from './live/live.js';
import { liveMember } from './live/member.js';
import { madeAlong } from './made-along.js';
import { malformed } from './malformed.js';
import { notFound } from './not-found.js';
import { omitted } from './omitted.js';
import { operation } from './operation.js';
import { pagination } from './pagination.js';
import { presence } from './participation.js';
import { emptyValue, optional } from './permitted.js';
import { quota, uniqueness } from './quota.js';
import { cascade, inUse, unknownReference, unset } from './references.js';
import { repetition } from './repetition.js';
import { replication } from './replication.js';
import { conditionalDefault, exclusive, requiredWhen } from './rules-between-members.js';
import { sameName } from './same-name.js';
import { concurrent } from './sequences/concurrent.js';
import { sequence } from './sequences/sequence.js';
import { settles } from './settles.js';
import { outputConstraint, shape } from './shape.js';
import { shown } from './shown.js';
import { tagPrefix, tags } from './tags.js';
import { times } from './times.js';
import { correspondence, expiry } from './tokens.js';
import type { Check, Kind, Scope } from './types.js';

/** Every kind of check, in the order in which a run asks them. */
export const KINDS: readonly Kind[] = [
  operation,
  http,
  shape,
  outputConstraint,
  errorForm,
  notFound,
  elsewhere,
  lifecycle,
  defaults,
  conditionalDefault,
  shown,
  settles,
  madeAlong,
  sameName,
  constraint,
  emptyValue,
  optional,
  accepted,
  acceptedInState,
  allowedValues,
  exclusive,
  requiredWhen,
  filter,
  pagination,
  omitted,
  batch,
  tags,
  tagPrefix,
  unset,
  inUse,
  cascade,
  unknownReference,
  limitPerParent,
  quota,
  uniqueness,
  keyMaterial,
  distinct,
  arn,
  format,
  sizeLimit,
  correspondence,
  expiry,
  idle,
  batchEntries,
  liveMember,
  live,
  acting,
  composition,
  presence,
  replication,
  ingestRules,
  repetition,
  times,
  malformed,
  authentication,
  sequence,
  concurrent,
];

/**
 * Every check of a service, in a stable order.
 * @throws Error when two checks have the same id, or one names an operation that the contract lacks
 */
export function checksOf(scope: Scope): Check[] {
  const checks = KINDS.flatMap((kind) => kind.plan(scope)).filter(({ operations }) =>
    operations.every((name) => scope.later?.has(name) !== true),
  );
  const ids = new Set<string>();
  for (const check of checks) {
    if (ids.has(check.id)) throw new Error(`two checks are named ${check.id}`);
    ids.add(check.id);
    const unknown = check.operations.find((name) => !scope.contract.operations.has(name));
    if (unknown !== undefined)
      throw new Error(`${check.id} calls ${unknown}, which ${scope.contract.service} lacks`);
  }
  return checks;
}
