import { excerptOf, README_EXCERPT } from '../dist/src/proof/catalogue/excerpt.js';
import { withMarked } from '../dist/src/proof/catalogue/markdown/marked.js';

/**
 * What stands beside the sample report.
 * @param {import('../src/results/types.js').Report} report
 * @param {string} motoVersion
 * @param {number} port
 * @returns {string} Markdown
 */
export function sampleReadme(report, motoVersion, port) {
  const { suite, run, summary, contract } = report;
  const contracts = Object.entries(contract).map(([service, date]) => `${service} ${date}`);
  return `# A sample report: moto ${motoVersion}

What \`ivs-conformance\` says of [moto](https://github.com/getmoto/moto), an emulator of AWS services that this project
did not write.

| | |
|---|---|
| date | ${run.startedAt.slice(0, 10)} |
| suite | ${suite.name} ${suite.version}, contracts ${contracts.join(' and ')} |
| endpoint | moto ${motoVersion}, \`moto_server\` on port ${port} |
| command | \`npx ivs-conformance run --endpoint http://127.0.0.1:${port} --seed ${run.seed} --report-dir reports/sample\` |
| found | ${summary.deviates} of ${summary.conforms + summary.deviates} decided checks deviate; ${summary.unimplemented} operations are not implemented |

- [summary.txt](summary.txt): what the terminal shows
- [report.html](report.html): the page to read (open it in a browser: it is one file and needs no network)
- [report.json](report.json): the same for programs, see [report.schema.json](../report.schema.json)
- [junit.xml](junit.xml): the same for CI servers

\`npm run sample\` writes this folder anew. Why each of these deviations is real is said, one by one, in
[baselines/moto.json](../baselines/moto.json).
`;
}

/**
 * README.md with an excerpt of what the terminal shows.
 * @param {string} readme
 * @param {string} summary
 */
export function withExcerpt(readme, summary) {
  return withMarked(readme, 'excerpt', ['```text', excerptOf(summary, README_EXCERPT), '```'].join('\n'));
}
