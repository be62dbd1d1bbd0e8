/**
 * Runs the suite against endpoints that are not ours, or are ours with something foreign around them, and checks that it
 * finds in each what is wrong with it, and nothing else.
 *
 *   npm run test:foreign -- [NAME…]           all, or these; a group's name stands for the endpoints in it
 *   npm run test:foreign -- --list            what there is
 *   … --write-baseline                        first write the baselines anew; reasons are given by the rules below
 *
 * What an endpoint is accepted to do wrong is in reports/baselines, each entry with its reason. Foreign software is
 * installed into .cache, once per version. Exits with 0 when everything holds, 1 when something does not, 2 when it
 * could not run.
 */
import { parseArgs } from 'node:util';
import { CannotRun, endWith } from '../components/failure.mjs';
import { builtCli } from '../components/suite.mjs';
import { ask } from './ask.mjs';
import { ENDPOINTS } from './endpoints.mjs';

const { values: options, positionals } = parseArgs({
  options: { list: { type: 'boolean' }, 'write-baseline': { type: 'boolean' } },
  allowPositionals: true,
});

/** @returns {import('./endpoints.mjs').Endpoint[]} */
function chosen() {
  const known = new Set(ENDPOINTS.flatMap(({ name, group }) => [name, group]));
  const unknown = positionals.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new CannotRun(`there is no ${unknown.join(', ')}; there are ${[...known].join(', ')}.`);
  return ENDPOINTS.filter(
    ({ name, group }) =>
      positionals.length === 0 || positionals.includes(name) || positionals.includes(group),
  );
}

await endWith(async () => {
  if (options.list) {
    for (const { name, group, what } of ENDPOINTS) console.log(`${name} (${group}): ${what}`);
    return;
  }
  builtCli();
  const problems = [];
  for (const endpoint of chosen()) {
    const started = Date.now();
    console.log(`\n--- ${endpoint.name}: ${endpoint.what}`);
    const found = await ask(endpoint, { writesBaseline: options['write-baseline'] ?? false });
    problems.push(...found.map((problem) => `\n- ${endpoint.name}: ${problem}`));
    console.log(
      `${found.length === 0 ? 'ok    ' : 'FAILED'} ${endpoint.name} (${Math.round((Date.now() - started) / 1000)} s)`,
    );
  }
  if (problems.length > 0) throw new Error(problems.join(''));
});
