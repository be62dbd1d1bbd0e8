/** How contracts stand to what AWS has published elsewhere, for a terminal. */
import { createColors } from 'picocolors';
import { count, counted, oneLine, wrap } from './plain-text.js';
import type { ReleasesStyle } from './sdk.js';

interface Lacks {
  readonly operations: readonly string[];
  readonly members: readonly string[];
  readonly enumValues: readonly string[];
  readonly constraints?: readonly string[];
  readonly errors?: readonly string[];
  readonly http?: readonly string[];
}

/** What is told of one service; see `src/sdk`, which this part does not know. */
export interface DriftTold {
  readonly service: string;
  readonly name: string;
  readonly revision: string;
  readonly asOf: { readonly from: string; readonly to: string; readonly differences: number };
  readonly behind: Lacks;
  readonly ahead: Lacks;
  readonly since: Lacks;
}

/** Names of a kind that are listed, where they are nothing to act upon. */
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
    ...lines(`only in ${name}`, behind, style, Number.POSITIVE_INFINITY),
    ...lines('only in the contract', ahead, style, LISTED),
    ...lines('changed or taken away since', since, style, LISTED),
  ];
}

function asOfText({ name, revision, asOf, behind, ahead, since }: DriftTold): string {
  const { from, to, differences } = asOf;
  const dates = from === to ? from : `${from} to ${to}`;
  if (differences === 0) return `${name} is as of ${dates}`;
  if (!isEmpty(behind) && isEmpty(ahead) && isEmpty(since)) return `${name} is later than ${revision}`;
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

/** @param most facts of each kind that are listed */
function lines(title: string, lacks: Lacks, { width }: ReleasesStyle, most: number): string[] {
  return factsOf(lacks).flatMap(([what, facts]) => {
    if (facts.length === 0) return [];
    const more = facts.length > most ? [`and ${count(facts.length - most)} more`] : [];
    const listed = facts.slice(0, most).map((fact) => oneLine(fact, 300));
    const text = `${title}: ${counted(facts.length, what)}: ${[...listed, ...more].join(', ')}`;
    return wrap(text, width - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
  });
}
