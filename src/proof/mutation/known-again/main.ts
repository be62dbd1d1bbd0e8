import { Command } from 'commander';
import { carryOut } from '../../../cli/terminal/carry-out.js';
import { wholeNumber } from '../../../cli/terminal/options.js';
import { EXIT } from '../../../runner/report/report.js';
import { createJudge } from '../judge.js';
import { knownAgain, spreadFaults } from './measure.js';

interface Options {
  readonly faults: number;
  readonly seeds: number;
  readonly from: number;
}

const program = new Command('known-again')
  .description(
    'Asks faults of different families with many seeds, as a run of smoke effort does, and tells whether their causes ' +
      'have the same fingerprints each time. Ends with 1 where a fault has no fingerprint that every seed which sees it gives.',
  )
  .option('--faults <n>', 'how many faults', wholeNumber(1, 1000), 60)
  .option('--seeds <n>', 'how many seeds', wholeNumber(2, 1000), 20)
  .option('--from <seed>', 'the first seed', wholeNumber(0, 2 ** 30), 1)
  .exitOverride()
  .action(main);

async function main({ faults, seeds, from }: Options): Promise<void> {
  const judges = Array.from({ length: seeds }, (_, index) => createJudge(from + index, 'smoke', true));
  const [first] = judges;
  if (first === undefined) return;
  let [seen, known, alike] = [0, 0, 0];
  for (const mutant of spreadFaults(first, faults)) {
    const fault = await knownAgain(judges, mutant);
    if (fault.seen === 0) continue;
    seen += 1;
    if (fault.same === fault.seen) known += 1;
    if (fault.alike === fault.seen) alike += 1;
    const told = `seen by ${fault.seen} seeds, known by ${fault.same}, with nothing else by ${fault.alike}`;
    process.stdout.write(`${fault.same < fault.seen ? '✗' : ' '} ${fault.mutant}: ${told}\n`);
  }
  process.stdout.write(
    `${known} of ${seen} faults are known again by every seed that sees them, ${alike} of them with no other cause beside\n`,
  );
  if (known < seen) process.exitCode = EXIT.deviates;
}

await carryOut(program);
