import type { Decision } from '../../statements/decisions.js';
import type { Service } from '../../types.js';
import type { Proposals } from './proposals.js';
import type { SentenceProposal } from './sentences.js';

/** What needs a person, a line each; nothing where there is nothing. */
export function renderProposals(proposals: Proposals): string {
  const { contract, resources, references, actions, filters, rules, sentences, enumerations, gone, open } =
    proposals;
  const lines = [
    ...resources.map(
      ({ name, create }) => `resource ${name}: made by ${create?.operation}; an entry is proposed`,
    ),
    ...references.map(
      ({ resource, reference }) => `reference: ${resource}.${reference.member} names a ${reference.resource}`,
    ),
    ...actions.map(({ operation, resource }) =>
      resource === undefined
        ? `operation ${operation}: names no resource by its ARN; write by hand what it acts on`
        : `operation ${operation}: an action on a ${resource}`,
    ),
    ...filters.map(
      ({ rule, members }) => `rule ${rule}: lacks ${members.map(({ member }) => member).join(', ')}`,
    ),
    ...rules.flatMap(({ id, kind, statement }) =>
      statement === undefined ? [] : [`rule ${id} (${kind}): ${statement}`],
    ),
    ...enumerations.map(
      (id) => `rule ${id}: names nearly all resources; see whether the new ones belong there`,
    ),
    ...(gone.length > 0
      ? [`sentences that are gone, to be taken out of decisions.json: ${gone.join(', ')}`]
      : []),
    ...(open > 0 ? [`proposals that are written and that nobody has looked at: ${open}`] : []),
    ...(sentences.length > 0 ? [`sentences that nothing is decided of: ${sentences.length}`] : []),
  ];
  if (lines.length === 0) return '';
  return [
    `${contract.service} needs a person (${lines.length}):`,
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The sentences that nobody has decided of, with their texts, for the eyes of whoever decides. */
export function renderUndecided({ contract, sentences, openSentences }: Proposals): string {
  const all = [...sentences, ...openSentences];
  if (all.length === 0) return `${contract.service}: every sentence is decided of\n`;
  return all.map((each) => `${renderSentence(contract.service, each)}\n`).join('');
}

function renderSentence(service: Service, { sentence, at, decision, rules }: SentenceProposal): string {
  return [
    `${sentence.id}  ${service}  ${sentence.classes.join(', ')}`,
    `  "${sentence.text}"`,
    ...at.map((place) => `  at ${place === '' ? 'the service' : place}`),
    `  proposed: ${renderDecision(decision)}`,
    ...rules.map(({ id, kind }) => `  with a new rule ${id} of kind ${kind}`),
    '',
  ].join('\n');
}

function renderDecision({ asked = [], unchecked = [], nothing }: Decision): string {
  return [
    ...(asked.length > 0 ? [`asked by ${asked.join(', ')}`] : []),
    ...(unchecked.length > 0 ? [`not asked, as ${unchecked.join(', ')} of unchecked.json says`] : []),
    ...(nothing === undefined ? [] : [`nothing to ask: it ${nothing}`]),
  ].join('; ');
}
