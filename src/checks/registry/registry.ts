import { composition } from '../activity/compositions/composition.js';
import { idle } from '../activity/idle.js';
import { ingestRules } from '../activity/stages/ingest.js';
import { presence } from '../activity/stages/participation.js';
import { replication } from '../activity/stages/replication.js';
import { correspondence, expiry } from '../activity/stages/tokens.js';
import { live } from '../activity/streams/live.js';
import { liveMember } from '../activity/streams/member.js';
import { acting } from '../ask/acting.js';
import { accepted } from '../inputs/accepted.js';
import { acceptedInState } from '../inputs/accepted-in-state.js';
import { constraint } from '../inputs/constraint.js';
import { limitPerParent, sizeLimit } from '../inputs/limits.js';
import { emptyValue, optional } from '../inputs/permitted.js';
import { conditionalDefault, exclusive, requiredWhen } from '../inputs/rules-between-members.js';
import { batch } from '../lists/batch.js';
import { batchEntries } from '../lists/batch-entries.js';
import { filter } from '../lists/filter.js';
import { omitted } from '../lists/omitted.js';
import { pagination } from '../lists/pagination.js';
import { tagPrefix, tags } from '../lists/tags.js';
import { malformed } from '../malformed/malformed.js';
import { authentication } from '../operations/authentication.js';
import { errorForm } from '../operations/error-form.js';
import { http } from '../operations/http.js';
import { notFound } from '../operations/not-found.js';
import { operation } from '../operations/operation.js';
import { repetition } from '../operations/repetition.js';
import { outputConstraint, shape } from '../operations/shape.js';
import { times } from '../operations/times.js';
import { allowedValues } from '../plan/allowed-values.js';
import { defaults } from '../resources/default.js';
import { elsewhere } from '../resources/identifiers/elsewhere.js';
import { arn, distinct, format } from '../resources/identifiers/identifiers.js';
import { keyMaterial } from '../resources/identifiers/key-material.js';
import { lifecycle } from '../resources/lifecycle.js';
import { madeAlong } from '../resources/made-along.js';
import { quota, uniqueness } from '../resources/quota.js';
import { cascade, inUse, unknownReference, unset } from '../resources/references.js';
import { sameName } from '../resources/same-name.js';
import { settles } from '../resources/settles.js';
import { shown } from '../resources/shown.js';
import { concurrent } from '../sequences/concurrent/concurrent.js';
import { sequence } from '../sequences/sequences/sequence.js';
import type { Check, Kind, Scope } from '../types.js';

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
