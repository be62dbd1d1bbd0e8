import { KINDS } from '../../../checks/registry/registry.js';
import { code, value } from '../../../contract/documents/markdown.js';
import { type Erratum, errataOf } from '../../../contract/errata/errata.js';
import { loadContract, readPackageJson } from '../../../contract/load.js';
import { loadRevisions, type Revisions } from '../../../contract/revisions/revisions.js';
import { type GeneralRule, loadGeneralRules } from '../../../contract/rules/general.js';
import { loadRules, type Rule, type ShownRule } from '../../../contract/rules/rules.js';
import { loadTopics, type Topic } from '../../../contract/rules/topics.js';
import { loadUnchecked, type UncheckedBehaviour } from '../../../contract/rules/unchecked.js';
import { loadUnprovokable, type Unprovokable } from '../../../contract/rules/unprovokable.js';
import { type Contract, SERVICES, type Service, type Source } from '../../../contract/types.js';
import { contents, link, table } from '../markdown/markdown.js';
import { defaultLines, operationTable } from './operations.js';

/** How the services are called in headings. */
const NAMES: { readonly [service in Service]: string } = {
  ivs: 'Low-latency streaming (`ivs`)',
  'ivs-realtime': 'Real-time streaming (`ivs-realtime`)',
};

/** Headings of kinds that have no checks of their own. */
const FURTHER_KINDS: { readonly [kind: string]: string } = {
  contested: 'Where sources differ or are silent',
  'tag-limit': 'Number of tags',
};

const REASONS: { readonly [reason in UncheckedBehaviour['reason']]: string } = {
  playback: 'seen in playback only',
  ingest: 'takes certain media or clients',
  'other-service': 'seen in, or takes, another service',
  account: 'depends on the account',
  load: 'takes load',
  time: 'takes time',
  contradictory: 'sources contradict one another',
  silent: 'nothing to ask',
};

const FIRST_LINE = '<!-- Generated from `specs` by `npm run catalogue`; do not edit. -->';

/** The whole catalogue (`docs/rules.md`) as Markdown. */
export function catalogue(): string {
  const body = [...general(), ...SERVICES.flatMap(serviceLines), ...notChecked(), ...corrections()];
  return `${[FIRST_LINE, '', ...introduction(), '## Contents', '', ...contents(body), '', ...body].join('\n').trimEnd()}\n`;
}

function introduction(): string[] {
  const rules = SERVICES.flatMap((service) => loadRules(service));
  const operations = SERVICES.map((service) => loadContract(service).operations.size);
  return [
    '# What is asked, and where it is documented',
    '',
    `Every behaviour that ivs-conformance asks about, of ${operations.reduce((a, b) => a + b)} operations: ` +
      `${loadGeneralRules().length} [general rules](#general-rules) that hold for all of them alike, and ${rules.length} rules ` +
      'of single resources and operations. Beside them stand the defaults that the documentation states and the ' +
      'constraints, errors and page sizes of each operation. What is documented but not asked is at the end, with the reason.',
    '',
    `Each rule has a strength: ${code('documented')} (a document says so in words), ${code('observed')} (published ` +
      `answers of AWS show it, or a test suite that runs against AWS asserts it), ${code('modelled')} (the service model ` +
      `has it as a constraint) or ${code('inferred')} (it plainly follows from what is documented, or is guessed from an example). *Since* is the revision of ` +
      'the service in which the behaviour was first documented; what is older than the first published revision is ' +
      `dated to that one. ${code('npx ivs-conformance explain ID')} tells of a rule which checks ask about it, and of a ` +
      'check what it sends and expects.',
    '',
  ];
}

function general(): string[] {
  const rules = loadGeneralRules();
  const shared = (rules[0]?.sources ?? []).filter(({ url }) =>
    rules.every(({ sources }) => sources.some((source) => source.url === url)),
  );
  return [
    '## General rules',
    '',
    'They hold from the revision on in which their operation or member appeared. Sources of all of them are ' +
      `${shared.map(link).join(' and ')}, with a page for each operation that the tables below link.`,
    '',
    ...rules.flatMap((rule) => generalLines(rule, shared)),
    '',
  ];
}

function generalLines(rule: GeneralRule, shared: readonly Source[]): string[] {
  const { id, title, statement, checks, strength } = rule;
  const own = rule.sources.filter(({ url }) => shared.every((source) => source.url !== url)).map(link);
  const facts = [title, strength, `checks ${code(checks)}`, ...own];
  return [`- **${id}**: ${statement}  `, `  ${facts.join(' · ')}`];
}

function serviceLines(service: Service): string[] {
  const contract = loadContract(service);
  const revisions = loadRevisions(service);
  const unprovokable = loadUnprovokable(service);
  const rules = loadRules(service);
  return [
    `## ${NAMES[service]}`,
    '',
    `${contract.operations.size} operations at revision ${contract.revision}, ${rules.length} rules. ` +
      'Errors in parentheses are such that no client can provoke. ' +
      `${code('npx ivs-conformance contract OPERATION')} prints all constraints of an operation.`,
    '',
    ...loadTopics(service).flatMap((topic) =>
      topicLines({ topic, contract, revisions, unprovokable, rules: rulesOf(topic, rules) }),
    ),
  ];
}

/** A rule is told of where the first of its operations is. */
function rulesOf({ operations }: Topic, rules: readonly Rule[]): Rule[] {
  return rules.filter((rule) => operations.includes(rule.operations[0] ?? ''));
}

function topicLines(told: {
  readonly topic: Topic;
  readonly contract: Contract;
  readonly revisions: Revisions;
  readonly unprovokable: Unprovokable;
  readonly rules: readonly Rule[];
}): string[] {
  const { topic, contract, revisions, unprovokable, rules } = told;
  const kinds = [...new Set(rules.map(({ kind }) => kind))];
  return [
    `### ${topic.title}`,
    '',
    ...operationTable(topic, contract, revisions, unprovokable),
    ...defaultLines(topic, contract, revisions),
    ...kinds.flatMap((kind) => [
      `#### ${titleOf(kind)}`,
      '',
      ...rules.filter((rule) => rule.kind === kind).flatMap(ruleLines),
      '',
    ]),
  ];
}

function titleOf(kind: string): string {
  return KINDS.find(({ id }) => id === kind)?.title ?? FURTHER_KINDS[kind] ?? kind;
}

function ruleLines(rule: Rule): string[] {
  const sources: readonly Source[] = [rule.source, ...(rule.also ?? [])];
  const facts = [
    rule.operations.map(code).join(', '),
    rule.strength,
    `since ${rule.since}`,
    sources.map(link).join('; '),
  ];
  return [`- **${rule.id}**: ${rule.statement}  `, `  ${facts.join(' · ')}`, ...arms(rule)];
}

/** What a rule consists of, where it has several parts. */
function arms(rule: Rule): string[] {
  if ('violations' in rule) return rule.violations.map(({ why }) => `  - ${why}`);
  if (rule.kind === 'allowed-values')
    return rule.refused.map(({ id, values }) => `  - ${words(id)}: ${values.map(value).join(', ')}`);
  if (rule.kind === 'accepted') return [`  - ${rule.inputs.map(value).join(', ')}`];
  if (rule.kind === 'shown')
    return rule.cases.map(({ id, shows }) => `  - ${words(id)}: ${shows.map(shownAs).join(', ')}`);
  return [];
}

function shownAs({ member, state, value: wanted }: ShownRule['cases'][number]['shows'][number]): string {
  if (state === 'there' || state === 'not there') return `${code(member)} ${state}`;
  return `${code(member)} ${value(wanted ?? null)}${state === 'value' ? '' : ', if shown'}`;
}

/** An identifier as words. */
function words(id: string): string {
  return id.replaceAll('-', ' ');
}

function notChecked(): string[] {
  return [
    '## Not checked, and why',
    '',
    ...SERVICES.flatMap((service) => [...uncheckedLines(service), ...unprovokableLines(service)]),
  ];
}

function corrections(): string[] {
  return ['## Where the service models are wrong', '', ...SERVICES.flatMap(errataLines)];
}

function uncheckedLines(service: Service): string[] {
  const rows = loadUnchecked(service).map(({ id, statement, operations, reason, why, source }) => [
    code(id),
    `${statement} (${operations.map(code).join(', ')})`,
    `${REASONS[reason]}: ${why}`,
    link(source),
  ]);
  return [
    `### Behaviours of ${code(service)} that are not checked`,
    '',
    ...table(['behaviour', 'statement', 'why it is not asked', 'source'], rows),
  ];
}

function unprovokableLines(service: Service): string[] {
  const { errors, operations } = loadUnprovokable(service);
  const everywhere = Object.entries(errors).map(([error, why]) => [code(error), 'all that declare it', why]);
  const single = Object.entries(operations).flatMap(([operation, reasons]) =>
    Object.entries(reasons).map(([error, why]) => [code(error), code(operation), why]),
  );
  return [
    `### Declared errors of ${code(service)} that no client can provoke`,
    '',
    ...table(['error', 'operation', 'why'], [...everywhere, ...single]),
  ];
}

function errataLines(service: Service): string[] {
  const errata = errataOf(readPackageJson<Erratum[]>('specs', service, 'errata.json'));
  const rows = errata.map(({ id, file, path, reason, source }) => [
    code(id),
    code(`${file}#${path}`),
    reason,
    link(source),
  ]);
  return [
    `### Corrections of ${code(service)}`,
    '',
    ...table(['erratum', 'place', 'reason', 'source'], rows),
  ];
}
