import { readPackageJson } from '../load.js';
import type { Service } from '../types.js';

/** Path of a member → revision in which it first appeared. */
type Appearances = { readonly [path: string]: string };

/** The revisions of a service: the derived file `specs/<service>/revisions.json`. */
export interface Revisions {
  /** All dates, oldest first. What is older than the first one is dated to it. */
  readonly revisions: readonly string[];
  /** Operation → revision in which it first appeared. */
  readonly operations: { readonly [operation: string]: string };
  /** Members that are younger than their operation; paths as in `constraints.ts`. */
  readonly members: {
    readonly [operation: string]: { readonly input?: Appearances; readonly output?: Appearances };
  };
}

/** The revisions of a service. */
export function loadRevisions(service: Service): Revisions {
  return readPackageJson<Revisions>('specs', service, 'revisions.json');
}

/** The revision in which an operation first appeared. @throws Error when the service has no such operation */
export function sinceOperation(revisions: Revisions, operation: string): string {
  const since = revisions.operations[operation];
  if (since === undefined) throw new Error(`no revision has the operation ${operation}`);
  return since;
}

/** The revision in which an input member first appeared; its operation's where the member is as old. */
export function sinceInput(revisions: Revisions, operation: string, member: string): string {
  return revisions.members[operation]?.input?.[member] ?? sinceOperation(revisions, operation);
}
