import { Command, Option } from 'commander';
import { checksOf } from '../checks/registry.js';
import { loadContracts } from '../contract/load.js';
import { loadResources } from '../contract/resources.js';
import { loadRules } from '../contract/rules.js';
import { mutants } from '../reference/mutants/index.js';
import type { Effort } from '../results/types.js';
import { askReference, type Judge, relevantChecks } from './judge.js';

interface Options {
  readonly effort: Effort;
  readonly seed: number;
  readonly only?: string;
  readonly every: number;
  readonly json?: boolean;
}

/** What became of one mutant. */
interface Outcome {
  readonly mutant: string;
  readonly statement: string;
  readonly asked: number;
  readonly caughtBy: readonly string[];
}

const program = new Command('mutation')
  .description(
    'breaks the reference endpoint in every known way, one at a time, and counts what the checks catch',
  )
  .addOption(new Option('--effort <level>').choices(['smoke', 'standard', 'thorough']).default('standard'))
  .option('--seed <number>', 'seed of the checks', Number, 1)
  .option('--only <text>', 'only mutants whose ID holds this text')
  .option('--every <n>', 'only every n-th mutant', Number, 1)
  .option('--json', 'print JSON')
  .action(main);

async function main(options: Options): Promise<void> {
  const contracts = loadContracts();
  const scopes = new Map(
    [...contracts].map(([service, contract]) => [
      service,
      { contract, resources: loadResources(service), rules: loadRules(service) },
    ]),
  );
  const checks = [...scopes.values()].flatMap(checksOf);
  const judge: Judge = { contracts, scopes, checks, seed: options.seed, effort: options.effort };
  const chosen = mutants(contracts).filter(
    ({ id }, index) => index % options.every === 0 && id.includes(options.only ?? ''),
  );
  const outcomes: Outcome[] = [];
  for (const mutant of chosen) {
    const relevant = relevantChecks(judge, mutant);
    const results = await askReference(judge, relevant, mutant);
    const caughtBy = results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    outcomes.push({ mutant: mutant.id, statement: mutant.statement, asked: relevant.length, caughtBy });
    if (process.stderr.isTTY) process.stderr.write(`\r${outcomes.length} of ${chosen.length} `);
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify(outcomes, null, 1)}\n`
      : summary(
          outcomes,
          checks.map(({ id }) => id),
        ),
  );
}

function summary(outcomes: readonly Outcome[], checks: readonly string[]): string {
  const survivors = outcomes.filter(({ caughtBy }) => caughtBy.length === 0);
  const catching = new Set(outcomes.flatMap(({ caughtBy }) => caughtBy));
  const idle = checks.filter((id) => !id.startsWith('operation/') && !catching.has(id));
  const sizes = outcomes
    .map(({ caughtBy }) => caughtBy.length)
    .filter((n) => n > 0)
    .sort((a, b) => a - b);
  const quantile = (q: number) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * q))] ?? 0;
  return [
    ...survivors.map(({ mutant, statement }) => `survived  ${mutant}\n          ${statement}`),
    ...idle.map((id) => `never failed  ${id}`),
    `${outcomes.length - survivors.length} of ${outcomes.length} mutants caught (${((100 * (outcomes.length - survivors.length)) / outcomes.length).toFixed(1)} %)`,
    `${catching.size} of ${checks.length} checks caught one; deviations per mutant: median ${quantile(0.5)}, 95th percentile ${quantile(0.95)}`,
    '',
  ].join('\n');
}

await program.parseAsync();
