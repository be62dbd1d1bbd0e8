/** The causes of a run's deviations as they are told: each once, with what shows it. */
import { SERVICES } from '../../contract/types.js';
import { bucket } from '../../results/bucket.js';
import { reportedCauses } from '../../results/reported/causes.js';
import type { Harm } from '../../results/reported/harm.js';
import type { ReportedCause } from '../../results/reported/reported-cause.js';
import type { CheckResult, Deviation, Report } from '../../results/types.js';
import { counted } from './plain-text.js';
import { primaryOperation } from './summarise.js';
import { behindCause } from './verdict/behind.js';
import { toleratedHeading } from './verdict/failing.js';

/** One cause with its checks. */
export interface Told extends ReportedCause {
  /** The check that shows it best. */
  readonly cause: CheckResult;
  /** Further checks that show it. */
  readonly consequences: readonly CheckResult[];
  /** What an endpoint lacks that is behind, in a sentence. */
  readonly behind?: string;
}

/** The causes that are printed, in their order: all that the baseline does not accept. */
export function causesIn(report: Report): Told[] {
  const byId = new Map(report.checks.map((check) => [check.id, check]));
  const reported = report.causes ?? reportedCauses(report);
  return reported.flatMap((each) => {
    const [cause, ...consequences] = each.checks.flatMap((id) => byId.get(id) ?? []);
    if (cause === undefined || each.standing === 'accepted') return [];
    const behind = behindCause(report, cause);
    return [{ ...each, ...(behind === undefined ? {} : { behind }), cause, consequences }];
  });
}

/** Whether a title says all that single deviations have in common: what each of them expects and observes differs. */
export function isSaidByTitle({ sort }: Pick<ReportedCause, 'sort'>): boolean {
  return sort !== undefined && SAID.has(sort);
}

const SAID: ReadonlySet<string> = new Set(['unvalidated', 'literal', 'arn', 'unkept', 'behind']);

/** How causes of one harm are headed. */
export const HARM_TITLES: Readonly<Record<Harm, string>> = {
  data: 'Wrong resources and lost data',
  refused: 'Valid requests that are not carried out',
  members: 'Missing and wrong members',
  behaviour: 'Other documented behaviour',
  validation: 'Validation',
  malformed: 'Malformed requests',
  inferred: 'Inferred',
};

/** Causes under one heading. */
export interface Part {
  readonly title: string;
  readonly meaning?: string;
  readonly causes: readonly Told[];
}

/** The causes under their headings: what fails the run by its harm, then what does not. */
export function partsOf(report: Report): Part[] {
  const tolerated = toleratedHeading(report);
  const causes = causesIn(report);
  const failing = bucket(
    causes.filter(({ standing }) => standing === 'fails'),
    ({ harm }) => harm,
  );
  const others = causes.filter(({ standing }) => standing === 'tolerated');
  return [
    ...[...failing].map(([harm, some]) => ({ title: titleOf(harm), causes: some })),
    ...(others.length === 0 ? [] : [{ ...tolerated, causes: others }]),
  ];
}

function titleOf(name: string): string {
  return Object.entries(HARM_TITLES).find(([harm]) => harm === name)?.[1] ?? name;
}

/** How much a refused request cost: `302 checks could not be asked because of it`; empty for other causes. */
export function blockedInWords({ harm, blocks = 0 }: Told): string {
  return harm === 'refused' || blocks > 0
    ? `${counted(blocks, 'check')} could not be asked because of it`
    : '';
}

/** What was observed, the most frequent first: `200 (success) (37), 404 ResourceNotFoundException (3)`. */
export function observedInWords({ cause, consequences, operations }: Told): string {
  if (operations.length < 2) return observedWhere(cause);
  const like = [cause, ...consequences.filter(({ kind }) => kind === cause.kind)];
  const alike = bucket(like, ({ deviation }) => deviation && inGeneral(deviation));
  const most = [...alike].sort(([, one], [, other]) => other.length - one.length);
  if (most.length === 1) return cause.deviation?.observed ?? '';
  const shown = most.slice(0, OBSERVED).map(([observed, same]) => `${observed} (${same.length})`);
  return [...shown, ...(most.length > OBSERVED ? ['…'] : [])].join(', ');
}

/** What was observed, without what differs from resource to resource. */
function inGeneral({ member, observed }: Deviation): string {
  const text = member === undefined ? observed : observed.replaceAll(member, '…');
  return text.replace(/'[^']*'|arn:[^\s"\\]+/g, '…');
}

/** Different observations that are told of one cause. */
const OBSERVED = 3;

/** The operations of a cause, by service: `ivs CreateChannel (19), UpdateChannel (17)`. */
export function placesInWords({ operations, checks }: Told): string {
  const sum = operations.reduce((total, each) => total + each.checks, 0);
  // Numbers that do not add up, as some checks see it elsewhere, or are all one, tell nothing.
  const isEven = operations.length < 2 || operations.length === sum || sum !== checks.length;
  return SERVICES.flatMap((service) => {
    const its = operations.filter((each) => each.service === service);
    const names = its.map((each) => (isEven ? each.operation : `${each.operation} (${each.checks})`));
    return its.length === 0 ? [] : [`${service} ${names.join(', ')}`];
  }).join('; ');
}

/** What else shows a cause: `and 11 more checks see the same: GetChannel lifecycle, UpdateChannel lifecycle (10)`. */
export function consequencesInWords(consequences: readonly CheckResult[]): string | undefined {
  if (consequences.length === 0) return undefined;
  const alike = bucket(consequences, (check) => `${primaryOperation(check)} ${check.kind}`);
  const listed = [...alike].map(([name, { length }]) => (length === 1 ? name : `${name} (${length})`));
  return `and ${counted(consequences.length, 'more check sees', 'more checks see')} the same: ${listed.join(', ')}`;
}

/** What was observed, and of which operation, where that is not the one that the check is about. */
export function observedWhere(check: CheckResult): string {
  const { deviation } = check;
  const decided = deviation?.exchanges.at(-1)?.operation;
  const observed = deviation?.observed ?? '';
  return decided === undefined || decided === primaryOperation(check)
    ? observed
    : `${observed} (in the answer to ${decided})`;
}
