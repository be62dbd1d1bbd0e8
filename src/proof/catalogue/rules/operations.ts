import { code, value } from '../../../contract/documents/markdown.js';
import { type Revisions, sinceInput, sinceOperation } from '../../../contract/revisions/revisions.js';
import type { Topic } from '../../../contract/rules/topics.js';
import { type Unprovokable, whyUnprovokable } from '../../../contract/rules/unprovokable.js';
import { constraintsOf, defaultsOf } from '../../../contract/schema/constraints.js';
import type { Contract, OperationContract } from '../../../contract/types.js';
import { table } from '../markdown/markdown.js';

/** What the contract says of the operations of a topic, in numbers and names. */
export function operationTable(
  topic: Topic,
  contract: Contract,
  revisions: Revisions,
  unprovokable: Unprovokable,
): string[] {
  const rows = operationsOf(topic, contract).map((operation) => {
    const { operation: name, documentation, http, input, errors } = operation;
    const constraints = constraintsOf(contract, input).length;
    const known = errors.map((error) =>
      whyUnprovokable(unprovokable, name, error) === undefined ? code(error) : `(${code(error)})`,
    );
    return [
      `[${name}](${documentation})`,
      sinceOperation(revisions, name),
      `${http.method} ${http.uri} → ${http.status}`,
      String(constraints),
      pageSizes(contract, operation),
      known.join(', '),
    ];
  });
  return table(['operation', 'since', 'HTTP', 'constraints', 'items per page', 'errors'], rows);
}

/** The defaults that the documentation states, page sizes aside. */
export function defaultLines(topic: Topic, contract: Contract, revisions: Revisions): string[] {
  const rows = operationsOf(topic, contract).flatMap(({ operation, input, pagination }) =>
    defaultsOf(contract, input)
      .filter(({ member }) => member !== pagination?.limit)
      .map(({ member, default: standard }) => [
        code(operation),
        code(member),
        value(standard),
        sinceInput(revisions, operation, member),
      ]),
  );
  return table(['operation', 'member', 'when left out', 'since'], rows);
}

function operationsOf({ operations }: Topic, contract: Contract): OperationContract[] {
  return operations.flatMap((name) => contract.operations.get(name) ?? []);
}

/** Default and greatest page size of a list operation. */
function pageSizes(contract: Contract, { input, pagination }: OperationContract): string {
  if (pagination === undefined) return '';
  const standard = defaultsOf(contract, input).find(({ member }) => member === pagination.limit);
  const greatest = constraintsOf(contract, input).find(
    ({ member, keyword }) => member === pagination.limit && keyword === 'maximum',
  );
  const most = greatest === undefined ? '' : ` (at most ${greatest.value})`;
  return `${standard === undefined ? 'quota, or 100 if less' : standard.default}${most}`;
}
