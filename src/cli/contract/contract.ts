import { Command } from 'commander';
import { scopeOf } from '../../checks/plan/scope-of.js';
import { type ContractDocument, contractDocument } from '../../contract/documents/document.js';
import { renderContract } from '../../contract/documents/render.js';
import { loadContract } from '../../contract/load.js';
import type { Rule } from '../../contract/rules/rules.js';
import type { Contract } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { absentText, contractsAt, laterOperation, selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect } from '../terminal/options.js';
import { suggestion } from '../terminal/suggestion.js';

/** `ivs-conformance contract [OPERATION]`: all that the contract says of an operation, in one document. */
export function contractCommand(): Command {
  const command = new Command('contract')
    .description('print the contract of an operation as one self-contained document, or list the operations')
    .argument('[operation]', 'name of the operation')
    .option(
      '--service <name>',
      'ivs or ivs-realtime (repeatable; needed where both have the operation)',
      collect,
    )
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--json', 'print JSON')
    .action(
      (name: string | undefined, options: { service?: string[]; revision?: string; json?: boolean }) => {
        const services = selectServices(options.service);
        const found = contractsAt(services, options.revision);
        process.stderr.write(absentText(services, found));
        const contracts = [...found.values()];
        const documents = name === undefined ? undefined : named(contracts, name);
        const print =
          documents === undefined ? operations(contracts, options.json) : whole(documents, options.json);
        process.stdout.write(`${print}\n`);
      },
    );
  return withHelp(command, { examples: ['contract CreateChannel'] });
}

type WithRules = ContractDocument & { readonly rules: readonly Rule[] };

function named(contracts: readonly Contract[], name: string): WithRules[] {
  const found = contracts.flatMap((contract) => {
    const operation = contract.operations.get(name);
    if (operation === undefined) return [];
    const rules = scopeOf(contract).rules.filter((rule) => rule.operations.includes(name));
    return [{ ...contractDocument(contract, operation), rules }];
  });
  if (found.length > 0) return found;
  const early = contracts.find(({ service }) => loadContract(service).operations.has(name));
  if (early !== undefined) throw new UsageError(laterOperation(early, name));
  const names = contracts.flatMap((contract) => [...contract.operations.keys()]);
  throw new UsageError(`There is no operation ${name}. ${suggestion(name, names)}`);
}

function whole(documents: readonly WithRules[], json: boolean | undefined): string {
  if (json) return JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2);
  return documents.map((document) => `${renderContract(document)}${rulesText(document.rules)}`).join('\n\n');
}

function rulesText(rules: readonly Rule[]): string {
  if (rules.length === 0) return '';
  return `\n\nRules\n${rules.map(({ id, statement, strength }) => `  ${id} (${strength})\n    ${statement}`).join('\n')}`;
}

function operations(contracts: readonly Contract[], json: boolean | undefined): string {
  const listed = contracts.map(({ service, revision, operations: all }) => ({
    service,
    revision,
    operations: [...all.keys()],
  }));
  if (json) return JSON.stringify(listed, null, 2);
  return listed
    .map((each) => `${each.service} (revision ${each.revision})\n  ${each.operations.join('\n  ')}`)
    .join('\n\n');
}
