/** How contracts stand to what AWS has published elsewhere, for a terminal. */
import { createColors } from 'picocolors';
import { count, counted, oneLine, wrap } from '../summary/plain-text.js';
import type { ReleasesStyle } from './sdk.js';

interface Lacks {
  readonly operations: readonly string[];
  readonly members: readonly string[];
  readonly enumValues: readonly string[];
  readonly constraints?: readonly string[];
  readonly errors?: readonly string[];
  readonly http?: readonly string[];
}

/** What is told of one service; see `src/clients/sdk`, which this part does not know. */
export interface DriftTold {
  readonly service: string;
  readonly name: string;
  readonly revision: string;
  readonly asOf: { readonly from: string; readonly to: string; readonly differences: number };
  readonly behind: Lacks;
  readonly ahead: Lacks;
  readonly since: Lacks;
}

/** Facts of a kind that are told where there is nothing to act upon. */
const LISTED = 12;

/** How contracts stand to something else, as text that ends in a newline. */
export function renderDrift(drifts: readonly DriftTold[], style: ReleasesStyle): string {
  return `\n${drifts.map((drift) => paragraph(drift, style).join('\n')).join('\n\n')}\n`;
}

function paragraph(drift: DriftTold, style: ReleasesStyle): string[] {
  const { service, name, revision, behind, ahead, since } = drift;
  const colours = createColors(style.colour);
  const isBehind = !isEmpty(behind);
  const sentence = isBehind
    ? `✗ The contract of ${service} (${revision}) is behind ${name}`
    : `✓ The contract of ${service} (${revision}) has all that ${name} has${isEmpty(ahead) && isEmpty(since) ? ', and no more' : ''}`;
  return [
    colours.bold(isBehind ? colours.red(sentence) : colours.green(sentence)),
    `  ${asOfText(drift)}`,
    ...allOf(`only in ${name}`, behind),
    ...someOf('only in the contract', ahead, style),
    ...someOf('changed or taken away since', since, style),
  ];
}

function asOfText({ name, revision, asOf, behind, ahead }: DriftTold): string {
  const { from, to, differences } = asOf;
  const dates = from === to ? from : `${from} to ${to}`;
  if (differences === 0) return `${name} is as of ${dates}`;
  const lacksNothing = ahead.operations.length + ahead.members.length + ahead.enumValues.length === 0;
  if (!isEmpty(behind) && lacksNothing && to === revision) return `${name} is later than ${revision}`;
  return `${name} is nearest to ${dates}, with ${counted(differences, 'difference')}`;
}

/** Facts by what each is counted as. */
function factsOf(lacks: Lacks): [string, readonly string[]][] {
  return [
    ['operation', lacks.operations],
    ['member', lacks.members],
    ['enum value', lacks.enumValues],
    ['constraint', lacks.constraints ?? []],
    ['error', lacks.errors ?? []],
    ['HTTP binding', lacks.http ?? []],
  ];
}

function isEmpty(lacks: Lacks): boolean {
  return factsOf(lacks).every(([, facts]) => facts.length === 0);
}

/** What there is to act upon: each fact on a line of its own. */
function allOf(title: string, lacks: Lacks): string[] {
  return factsOf(lacks).flatMap(([what, facts]) =>
    facts.length === 0
      ? []
      : [`  ${title}: ${counted(facts.length, what)}`, ...facts.map((fact) => `    ${oneLine(fact, 300)}`)],
  );
}

/** The first facts of each kind, in a row. */
function someOf(title: string, lacks: Lacks, { width }: ReleasesStyle): string[] {
  return factsOf(lacks).flatMap(([what, facts]) => {
    if (facts.length === 0) return [];
    const more = facts.length > LISTED ? [`and ${count(facts.length - LISTED)} more`] : [];
    const listed = facts.slice(0, LISTED).map((fact) => oneLine(fact, 300));
    const text = `${title}: ${counted(facts.length, what)}: ${[...listed, ...more].join(', ')}`;
    return wrap(text, width - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
  });
}
