/** The lists of checks, by how they stand, with the bar that filters them. */
import { STRENGTHS } from '../../contract/types.js';
import type { CheckResult, Report } from '../../results/types.js';
import { causesIn, observedInWords, placesInWords, type Told } from '../causes.js';
import { failingIn, toleratedHeading, toleratedIn } from '../failing.js';
import { abbreviate, count, counted } from '../plain-text.js';
import {
  groupByOperation,
  groupByReason,
  type OperationGroup,
  type ReasonGroup,
  reasonGroups,
  STANDINGS,
  type Standing,
  standingOf,
} from '../summarise.js';
import { type PageContext, renderCheck, SIGNS } from './checks.js';
import { html, type Markup } from './markup.js';
import { kindsOf } from './matrix.js';

/** The filter bar. It is of use, and shown, only where the page's script runs. */
export function renderFilterBar(report: Report): Markup {
  const outcomes = STANDINGS.map((standing): [string, string] => [standing, SIGNS[standing].word]);
  return html`<form id="filters" class="scripted" role="search" aria-label="Filter the checks">
<label class="text">Search <input type="search" name="q" placeholder="operation, member, rule, text…" autocomplete="off" spellcheck="false"></label>
${choice('outcome', 'Outcome', outcomes)}${choice('kind', 'Kind', named(kindsOf(report)))}${choice(
  'service',
  'Service',
  named(report.target.services),
)}${choice('strength', 'Strength', named(STRENGTHS))}
<div class="actions"><button type="button" id="place" hidden></button><button type="reset">Clear</button><button type="button" id="unfold">Unfold all</button>
<output id="shown" aria-live="polite">${counted(report.checks.length, 'check')}</output></div></form>`;
}

function named(values: readonly string[]): [string, string][] {
  return values.map((value) => [value, value]);
}

function choice(name: string, label: string, options: readonly (readonly [string, string])[]): Markup {
  return html`<label>${label} <select name="${name}"><option value="">any</option>${options.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></label>`;
}

interface SectionOptions {
  readonly id: string;
  readonly title: string;
  readonly standing: Standing;
  readonly explanation?: string;
  readonly chosen: (check: CheckResult) => boolean;
  readonly open: boolean;
}

/** All sections that have a check, deviations first. */
export function renderSections(report: Report, context: PageContext): Markup {
  const tolerated = toleratedHeading(report);
  const sections: SectionOptions[] = [
    {
      id: 'section-deviates',
      title: 'Deviations',
      standing: 'deviates',
      chosen: failingIn(report),
      open: true,
    },
    {
      id: 'section-tolerated',
      title: tolerated.title,
      standing: 'deviates',
      explanation: tolerated.meaning,
      chosen: toleratedIn(report),
      open: true,
    },
    ...(['unimplemented', 'inconclusive', 'accepted', 'skipped', 'conforms'] as const).map((standing) => ({
      id: `section-${standing}`,
      title: SECTION_TITLES[standing],
      standing,
      chosen: (check: CheckResult) => standingOf(check) === standing,
      open: false,
    })),
  ];
  return html`${sections.map((section) => renderSection(report, section, context))}`;
}

const SECTION_TITLES: Readonly<Record<Exclude<Standing, 'deviates'>, string>> = {
  unimplemented: 'Unimplemented',
  inconclusive: 'Inconclusive',
  accepted: 'Accepted by the baseline',
  skipped: 'Skipped',
  conforms: 'Conforming',
};

function renderSection(report: Report, section: SectionOptions, context: PageContext): Markup {
  const { id, title, explanation, open, standing } = section;
  const checks = checksIn(report, section);
  if (checks.length === 0) {
    if (id !== 'section-deviates') return html``;
    return html`<section id="${id}"><h2>No deviations</h2></section>`;
  }
  return html`<details class="section" id="${id}" data-open="${open ? 'yes' : 'no'}"${open ? html` open` : undefined}><summary><h2>${title} <span class="size" data-size="${checks.length}">${count(
    checks.length,
  )}</span></h2></summary>${explanation === undefined ? undefined : html`<p class="quiet">${explanation}</p>`}${
    standing === 'skipped' || standing === 'inconclusive'
      ? reasonGroups(checks).map((group) => renderReason(report, group, section, context))
      : html`${reasons(checks)}${byOperation(report, section, context)}`
  }</details>`;
}

/** What several operations do alike comes first, and is not repeated below each of them; what follows is with its cause. */
function byOperation(report: Report, section: SectionOptions, context: PageContext): Markup {
  if (section.standing !== 'deviates') {
    const groups = groupByOperation(report, section.chosen);
    return html`${groups.map((group) => renderGroup(group, section, context))}`;
  }
  const causes = causesIn(report, section.chosen);
  const single = new Map(causes.filter(({ isWide }) => !isWide).map((told) => [told.cause, told]));
  const groups = groupByOperation(report, (check) => single.has(check));
  return html`${causes.filter(({ isWide }) => isWide).map((told) => renderWide(told, context))}${groups.map(
    (group) => renderGroup(group, section, context, single),
  )}`;
}

/** The checks of a section; what follows from a deviation is where that is. */
function checksIn(report: Report, { standing, chosen }: SectionOptions): CheckResult[] {
  if (standing !== 'deviates') return report.checks.filter(chosen);
  return causesIn(report, chosen).flatMap(({ cause, consequences }) => [cause, ...consequences]);
}

/** Folded: the first of them says what all of them say. */
function renderWide(group: Told, context: PageContext): Markup {
  const { kinds, cause, consequences, places, isWhole, behind } = group;
  const checks = [cause, ...consequences];
  const deviation = isWhole ? undefined : cause.deviation;
  const brief =
    behind !== undefined
      ? html`${behind}`
      : deviation === undefined
        ? html`all constraints that were asked are not enforced`
        : html`expected <q>${abbreviate(deviation.expected, 160)}</q>, observed <q>${abbreviate(observedInWords(group), 160)}</q>`;
  return html`<details class="operation alike"><summary><h3>${behind === undefined ? kinds.join(', ') : 'behind the contract'} <span class="quiet">${counted(
    checks.length,
    'deviation',
  )} ${behind === undefined ? 'alike ' : ''}in ${counted(places.size, 'operation')}</span></h3><p class="brief">${brief}</p><p class="quiet">${placesInWords(
    group,
  )}</p></summary><div class="kind"><ul>${checks.map((check) => renderCheck(check, context))}</ul></div></details>`;
}

/** Folded: further checks that show the same fault. */
function renderConsequences(consequences: readonly CheckResult[], context: PageContext): Markup | undefined {
  if (consequences.length === 0) return undefined;
  return html`<li class="consequences"><details class="alike"><summary>and ${counted(
    consequences.length,
    'more check sees',
    'more checks see',
  )} the same</summary><ul>${consequences.map((check) => renderCheck(check, context))}</ul></details></li>`;
}

/** Folded: checks that say nothing for the same reason. */
function renderReason(
  report: Report,
  { reason, operations, checks }: ReasonGroup,
  section: SectionOptions,
  context: PageContext,
): Markup {
  const chosen = new Set(checks);
  const groups = groupByOperation(report, (check) => chosen.has(check));
  return html`<details class="operation alike"><summary><h3><b>${count(checks.length)}</b> <span class="because">${reason}</span></h3>${
    operations === undefined ? undefined : html`<p class="quiet">${operations}</p>`
  }</summary>${groups.map((group) => renderGroup(group, section, context))}</details>`;
}

function reasons(checks: readonly CheckResult[]): Markup | undefined {
  const grouped = groupByReason(checks.filter((check) => check.reason !== undefined));
  if (grouped.length < 2 && checks.length < 4) return undefined;
  if (grouped.length === 0 || grouped.length > 12) return undefined;
  return html`<ul class="reasons">${grouped.map(
    ([reason, number]) => html`<li><b>${count(number)}</b> ${reason}</li>`,
  )}</ul>`;
}

function renderGroup(
  group: OperationGroup,
  { standing }: SectionOptions,
  context: PageContext,
  causes: ReadonlyMap<CheckResult, Told> = new Map(),
): Markup {
  const kinds = group.kinds.map(
    ({ kind, checks, decided }) =>
      html`<div class="kind"><h4>${kind} ${
        standing === 'deviates'
          ? html`<span class="quiet">${counted(checks.length, 'cause')} in ${counted(decided, 'decided check')}</span>`
          : html`<span class="quiet">${count(checks.length)}</span>`
      }</h4><ul>${checks.map(
        (check) =>
          html`${renderCheck(check, context)}${renderConsequences(causes.get(check)?.consequences ?? [], context)}`,
      )}</ul></div>`,
  );
  return html`<div class="operation"><h3><span class="quiet">${group.service}</span> ${group.operation}</h3>${kinds}</div>`;
}

/** Baseline entries that no longer hold: they fail the run. */
export function renderStale(report: Report): Markup {
  const { baseline } = report;
  if (baseline === undefined || baseline.stale.length === 0) return html``;
  return html`<section id="stale"><h2>Stale baseline entries <span class="size">${count(
    baseline.stale.length,
  )}</span></h2><p class="quiet">These entries of ${baseline.file} fail the run.</p><ul>${baseline.stale.map(
    (entry) =>
      html`<li><code class="id">${entry.check}</code> ${entry.problem} <span class="quiet">accepted because: ${entry.reason}</span></li>`,
  )}</ul></section>`;
}
