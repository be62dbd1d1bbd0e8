/** The lists of checks, by how they stand, with the bar that filters them. */
import { STRENGTHS } from '../../../contract/types.js';
import type { CheckResult, Report } from '../../../results/types.js';
import {
  blockedInWords,
  HARM_TITLES,
  isSaidByTitle,
  observedInWords,
  type Part,
  partsOf,
  placesInWords,
  type Told,
} from '../../summary/causes.js';
import { abbreviate, count, counted } from '../../summary/plain-text.js';
import {
  groupByOperation,
  groupByReason,
  type OperationGroup,
  type ReasonGroup,
  reasonGroups,
  STANDINGS,
  type Standing,
  standingOf,
} from '../../summary/summarise.js';
import { kindsOf } from '../matrix.js';
import { html, type Markup } from '../parts/markup.js';
import { FAILURE, type PageContext, renderCheck, SIGNS } from './checks.js';

/** The filter bar. It is of use, and shown, only where the page's script runs. */
export function renderFilterBar(report: Report): Markup {
  const outcomes = STANDINGS.map((standing): [string, string] => [standing, SIGNS[standing].word]);
  return html`<form id="filters" class="scripted" role="search" aria-label="Filter the checks">
<label class="text">Search <input type="search" name="q" placeholder="operation, member, rule, text…" autocomplete="off" spellcheck="false"></label>
${choice('outcome', 'Outcome', outcomes)}${choice('kind', 'Kind', named(kindsOf(report)))}${choice(
  'service',
  'Service',
  named(report.target.services),
)}${choice('strength', 'Strength', named(STRENGTHS))}${choice('harm', 'Cause', [
  ...Object.entries(HARM_TITLES),
  [FAILURE, 'server failures'],
])}
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
  readonly chosen: (check: CheckResult) => boolean;
}

/** All sections that have a check, deviations first: by their causes. */
export function renderSections(report: Report, context: PageContext): Markup {
  const parts = partsOf(report);
  const sections = (['unimplemented', 'inconclusive', 'accepted', 'skipped', 'conforms'] as const).map(
    (standing): SectionOptions => ({
      id: `section-${standing}`,
      title: SECTION_TITLES[standing],
      standing,
      chosen: (check: CheckResult) => standingOf(check) === standing,
    }),
  );
  return html`${renderCauses(parts, context)}${sections.map((section) => renderSection(report, section, context))}`;
}

/** All deviations by their causes, in the order and with the numbers of every report. */
function renderCauses(parts: readonly Part[], context: PageContext): Markup {
  const causes = parts.flatMap((part) => part.causes);
  if (causes.length === 0) return html`<section id="section-deviates"><h2>No deviations</h2></section>`;
  const size = causes.reduce((sum, { checks }) => sum + checks.length, 0);
  return html`<details class="section" id="section-deviates" data-open="yes" open><summary><h2>Deviations <span class="size" data-size="${size}">${count(
    size,
  )}</span> <span class="quiet">from ${counted(causes.length, 'cause')}</span></h2></summary>${parts.map(
    ({ title, meaning, causes: some }) =>
      html`<section class="harm"><h3>${title} <span class="quiet">${counted(some.length, 'cause')}</span></h3>${
        meaning === undefined ? undefined : html`<p class="quiet">${meaning}</p>`
      }${some.map((told) => renderCause(told, context))}</section>`,
  )}</details>`;
}

const SECTION_TITLES: Readonly<Record<Exclude<Standing, 'deviates'>, string>> = {
  unimplemented: 'Unimplemented',
  inconclusive: 'Inconclusive',
  accepted: 'Accepted by the baseline',
  skipped: 'Skipped',
  conforms: 'Conforming',
};

function renderSection(report: Report, section: SectionOptions, context: PageContext): Markup {
  const { id, title, standing, chosen } = section;
  const checks = report.checks.filter(chosen);
  if (checks.length === 0) return html``;
  return html`<details class="section" id="${id}" data-open="no"><summary><h2>${title} <span class="size" data-size="${checks.length}">${count(
    checks.length,
  )}</span></h2></summary>${
    standing === 'skipped' || standing === 'inconclusive'
      ? reasonGroups(checks).map((group) => renderReason(report, group, context))
      : html`${reasons(checks)}${groupByOperation(report, chosen).map((group) => renderGroup(group, context))}`
  }</details>`;
}

/** Folded: a title in plain words, where it shows, and all checks that show it, the one that shows it best first. */
function renderCause(told: Told, context: PageContext): Markup {
  const { number, title, cause, consequences, operations, isServerFailure, behind } = told;
  const checks = [cause, ...consequences];
  const isSaid = isSaidByTitle(told);
  const brief =
    cause.deviation === undefined || isSaid
      ? behind && html`<p class="brief">${behind}</p>`
      : html`<p class="brief">expected <q>${abbreviate(cause.deviation.expected, 160)}</q>, observed <q>${abbreviate(
          observedInWords(told),
          160,
        )}</q></p>`;
  const blocked = blockedInWords(told);
  return html`<details class="operation alike" id="cause-${number}"><summary><h4><span class="ordinal">${number}</span> ${title}${
    isServerFailure ? html` <span class="tag failure">server failure</span>` : undefined
  }</h4>${blocked === '' ? undefined : html`<p class="blocked">${blocked}</p>`}${brief}<p class="quiet">${counted(
    checks.length,
    'deviation',
  )} in ${operations.length === 1 ? undefined : html`${counted(operations.length, 'operation')}: `}${placesInWords(
    told,
  )}</p></summary><div class="kind"><ul>${checks.map((check) =>
    renderCheck(check, context, told),
  )}</ul></div></details>`;
}

/** Folded: checks that say nothing for the same reason. */
function renderReason(
  report: Report,
  { reason, operations, checks }: ReasonGroup,
  context: PageContext,
): Markup {
  const chosen = new Set(checks);
  const groups = groupByOperation(report, (check) => chosen.has(check));
  return html`<details class="operation alike"><summary><h3><b>${count(checks.length)}</b> <span class="because">${reason}</span></h3>${
    operations === undefined ? undefined : html`<p class="quiet">${operations}</p>`
  }</summary>${groups.map((group) => renderGroup(group, context))}</details>`;
}

function reasons(checks: readonly CheckResult[]): Markup | undefined {
  const grouped = groupByReason(checks.filter((check) => check.reason !== undefined));
  if (grouped.length < 2 && checks.length < 4) return undefined;
  if (grouped.length === 0 || grouped.length > 12) return undefined;
  return html`<ul class="reasons">${grouped.map(
    ([reason, number]) => html`<li><b>${count(number)}</b> ${reason}</li>`,
  )}</ul>`;
}

function renderGroup(group: OperationGroup, context: PageContext): Markup {
  const kinds = group.kinds.map(
    ({ kind, checks }) =>
      html`<div class="kind"><h4>${kind} <span class="quiet">${count(checks.length)}</span></h4><ul>${checks.map(
        (check) => renderCheck(check, context),
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
