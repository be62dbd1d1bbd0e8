import { code } from '../../../contract/documents/markdown.js';
import { loadContract } from '../../../contract/load.js';
import { loadRules, type Rule } from '../../../contract/rules/rules.js';
import type { OperationContract, Service } from '../../../contract/types.js';
import { link } from '../markdown/markdown.js';

/** The rules of a service by operation, as Markdown: a heading for each operation, with all rules that are about it. */
export function rulesByOperation(service: Service): string {
  const { operations } = loadContract(service);
  const rules = loadRules(service);
  const sorted = [...operations.values()].sort((a, b) => (a.operation < b.operation ? -1 : 1));
  return [
    `# Rules by operation: ${service}`,
    '',
    'Beside these, the [general rules](/rules#general-rules) hold for every operation, and each constraint, default and error ' +
      'of its contract is asked. [All rules](/rules) has the same rules by resource, with their parts.',
    '',
    ...sorted.flatMap((operation) => operationLines(operation, rules)),
  ].join('\n');
}

function operationLines(
  { operation, documentation, http }: OperationContract,
  rules: readonly Rule[],
): string[] {
  const own = rules.filter(({ operations }) => operations.includes(operation));
  return [
    `## ${operation}`,
    '',
    `${code(`${http.method} ${http.uri}`)} · [documentation](${documentation}) · ` +
      `${code(`npx ivs-conformance contract ${operation}`)}`,
    '',
    ...(own.length === 0 ? ['No rule of its own.'] : own.flatMap(ruleLines)),
    '',
  ];
}

function ruleLines({ id, statement, strength, since, source }: Rule): string[] {
  return [`- **${id}**: ${statement}  `, `  ${strength} · since ${since} · ${link(source)}`];
}
