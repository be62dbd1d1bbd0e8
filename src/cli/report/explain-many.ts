import { KINDS } from '../../checks/registry/registry.js';
import type { Check } from '../../checks/types.js';
import { counted, wrap } from '../../report/summary/plain-text.js';
import { bucket } from '../../results/bucket.js';

/** Checks that one name stands for: those of a kind, with what they ask, or those about an operation. */
export type Many =
  | { readonly kind: string; readonly title: string; readonly checks: readonly Check[] }
  | { readonly operation: string; readonly checks: readonly Check[] };

/** The checks of a kind, or about an operation, however it is spelt; undefined where the name is of neither. */
export function manyNamed(name: string, all: readonly Check[]): Many | undefined {
  const is = (other: string) => other.toLowerCase() === name.toLowerCase();
  const kind = KINDS.find(({ id }) => is(id));
  if (kind !== undefined)
    return { kind: kind.id, title: kind.title, checks: all.filter((check) => check.kind === kind.id) };
  const operation = all.find(({ operations }) => is(operations[0] ?? ''))?.operations[0];
  if (operation === undefined) return undefined;
  return { operation, checks: all.filter(({ operations }) => operations[0] === operation) };
}

/** Checks that are printed with what they ask; of more, only the IDs are. */
const LISTED = 40;

/** What there is to say of many checks. */
export function describeMany(many: Many, width: number): string[] {
  const { checks } = many;
  const isKind = 'kind' in many;
  const groups = bucket(checks, (check) => (isKind ? check.operations[0] : check.kind));
  const number = counted(checks.length, 'check');
  const isLong = checks.length > LISTED;
  const lines = [...groups].flatMap(([name, some]) => [
    `  ${name}`,
    ...some.flatMap(({ id, title }) => [`    ${id}`, ...(isLong ? [] : [`        ${title}`])]),
  ]);
  const chosen = isKind ? `--check '${many.kind}/*'` : `--operation ${many.operation}`;
  return [
    ...wrap(isKind ? `${many.kind}: ${many.title} (${number})` : `${number} about ${many.operation}`, width),
    ...['', ...lines, ''],
    `What they ask: npx ivs-conformance list ${chosen}`,
  ];
}
