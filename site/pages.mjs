/**
 * @typedef {{ text: string, file: string, page: string }} Page what it is called, the file in the project that it is made
 *   from, and its path in the site, without extension
 * @typedef {{ text: string, pages: Page[] }} Chapter
 */

/**
 * @param {string} page
 * @param {string} text
 * @returns {Page}
 */
const document = (page, text) => ({ text, file: `docs/${page}.md`, page });

/** Pages that are written by the build, and are no files of the project.
 * @param {string} page
 * @param {string} text
 * @returns {Page} */
const built = (page, text) => ({ text, file: `site/pages/${page}.md`, page });

/** The pages of the site in the order in which they are offered.
 * @type {readonly Chapter[]} */
export const CHAPTERS = [
  {
    text: 'Start',
    pages: [{ text: 'What it is', file: 'README.md', page: 'index' }, document('vocabulary', 'Vocabulary')],
  },
  {
    text: 'What you can do',
    pages: [
      document('emulator', 'Test an emulator'),
      document('aws', 'Ask AWS itself'),
      document('safety', 'What a run does to an account'),
      document('proxy', 'Test through a proxy'),
      document('recorded-traffic', 'Judge recorded traffic'),
      document('ci', 'Run it in CI'),
      document('sdk', 'Upgrade an AWS SDK'),
      document('drift', 'Hear of what AWS adds'),
      document('drivers', 'Drive streams and stages'),
      document('generators', 'Generate values'),
      document('code', 'Use it in code'),
      document('revisions', 'Work with contracts'),
    ],
  },
  {
    text: 'How it judges',
    pages: [
      document('reports', 'Read a report'),
      { text: 'A sample report', file: 'reports/sample/README.md', page: 'sample' },
      document('verdicts', 'Verdicts, and their worth'),
      document('judge', 'The judge'),
      document('mutation', 'What the checks catch'),
      document('figures', 'Figures'),
    ],
  },
  {
    text: 'Look it up',
    pages: [
      document('rules', 'All rules'),
      built('operations/ivs', 'Rules by operation: ivs'),
      built('operations/ivs-realtime', 'Rules by operation: ivs-realtime'),
      document('cli', 'Command line'),
      built('api/index', 'API'),
    ],
  },
  {
    text: 'The project',
    pages: [
      { text: 'Contributing', file: 'CONTRIBUTING.md', page: 'contributing' },
      document('architecture', 'Architecture'),
      document('dependencies', 'Dependencies'),
      { text: 'Changes', file: 'CHANGELOG.md', page: 'changelog' },
    ],
  },
];

/** Every page. */
export const PAGES = CHAPTERS.flatMap(({ pages }) => pages);

/** Whether the build writes it, and it is no file of the project.
 * @param {Page} page */
export const isBuilt = ({ file }) => file.startsWith('site/');
