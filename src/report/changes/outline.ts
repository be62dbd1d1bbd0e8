import type { OperationChange, RevisionChanges } from '../../contract/changes.js';
import type { Difference, MemberChange } from '../../contract/differences.js';
import type { Json } from '../../contract/types.js';
import { bucket } from '../../results/bucket.js';

/** A line of what changed, in pieces: prose and, as objects, what is to be shown as code. */
export interface OutlineItem {
  readonly text: readonly (string | { readonly code: string })[];
  readonly items?: readonly OutlineItem[];
}

/** Part of what a revision changed. */
export interface OutlineSection {
  readonly title: string;
  readonly items: readonly OutlineItem[];
}

/** What a revision changed, as it is told to people, whatever the form. */
export interface Outline {
  /** `ivs 2024-02-01`. */
  readonly title: string;
  /** `5 new and 6 updated operations`. */
  readonly summary: string;
  /** Only those that have something to say. */
  readonly sections: readonly OutlineSection[];
}

/** Outlines what a revision changed. Differences that are the same at several places are told once. */
export function outlineOf(changes: RevisionChanges): Outline {
  const { service, revision, updated, constraints, defaults, errors, http } = changes;
  const sections = [
    { title: 'New operations', items: changes.new.map(named) },
    { title: 'Removed operations', items: changes.removed.map(named) },
    { title: 'Updated operations', items: updated.map(updatedItem) },
    { title: 'Constraints', items: alike(constraints) },
    { title: 'Defaults', items: alike(defaults) },
    { title: 'Errors', items: alike(errors) },
    { title: 'HTTP', items: alike(http) },
  ].filter(({ items }) => items.length > 0);
  return { title: `${service} ${revision}`, summary: summaryOf(changes, sections), sections };
}

function summaryOf(changes: RevisionChanges, sections: readonly OutlineSection[]): string {
  const counts = (['new', 'removed', 'updated'] as const)
    .map((kind) => [changes[kind].length, kind] as const)
    .filter(([count]) => count > 0);
  const total = counts.reduce((sum, [count]) => sum + count, 0);
  if (total > 0) {
    const parts = counts.map(([count, kind]) => `${count} ${kind}`);
    return `${parts.join(', ').replace(/, (?=[^,]*$)/, ' and ')} ${total === 1 ? 'operation' : 'operations'}`;
  }
  return sections.length > 0 ? 'no operation or member' : 'nothing that a caller could notice';
}

function named(operation: string): OutlineItem {
  return { text: [{ code: operation }] };
}

function updatedItem({ operation, request, response }: OperationChange): OutlineItem {
  const side = (name: string, changes: readonly MemberChange[]) =>
    changes.map((change) => ({ text: [`${name}: `, ...memberText(change)] }));
  return { ...named(operation), items: [...side('request', request), ...side('response', response)] };
}

function memberText({ path, change, added = [], removed = [] }: MemberChange): OutlineItem['text'] {
  if (change !== 'values') return [{ code: path }, ` ${change}`];
  const values = (verb: string, names: readonly string[]) =>
    names.length === 0 ? [] : [verb, ...listed(names)];
  const between = added.length > 0 && removed.length > 0 ? [';'] : [];
  return [{ code: path }, ...values(' may be ', added), ...between, ...values(' may no longer be ', removed)];
}

/** Differences by what they are, each with where they are. */
function alike(differences: readonly Difference[]): OutlineItem[] {
  const groups = bucket(differences, ({ operation, error, what, before, after }) =>
    JSON.stringify([operation === undefined ? undefined : error, what, before, after]),
  );
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({ text: differenceText(first), items: places(group) })),
  );
}

function differenceText({ operation, error, what, before, after }: Difference): OutlineItem['text'] {
  if (what === 'declared') {
    return [{ code: error ?? '' }, after === true ? ' is declared' : ' is no longer declared'];
  }
  const of = operation === undefined || error === undefined ? [] : [{ code: error }, ' '];
  return [...of, `${what} `, ...shown(before), ' → ', ...shown(after)];
}

function shown(value: Json | undefined): OutlineItem['text'] {
  if (value === undefined) return ['none'];
  return [{ code: typeof value === 'string' && value !== '' ? value : JSON.stringify(value) }];
}

/** Where something differs: at which member, if it is about one, of which operations or errors. */
function places(group: readonly Difference[]): OutlineItem[] {
  const byMember = bucket(group, ({ side, member }) => `${side} ${member}`);
  return [...byMember.values()].map((same) => ({
    text: [
      ...same.slice(0, 1).flatMap(memberOfPlace),
      ...listed(same.flatMap(({ operation, error }) => operation ?? error ?? [])),
    ],
  }));
}

function memberOfPlace({ side, member }: Difference): OutlineItem['text'] {
  if (member === undefined) return [];
  return [...(side === undefined ? [] : [`${side} `]), { code: member }, ' of '];
}

function listed(names: readonly string[]): OutlineItem['text'] {
  return names.flatMap((name, index) => [...(index === 0 ? [] : [', ']), { code: name }]);
}
