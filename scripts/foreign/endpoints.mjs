/** The endpoints that `npm run test:foreign` asks. */
import * as answersNothing from './answers-nothing.mjs';
import * as dies from './dies.mjs';
import * as haproxy from './haproxy.mjs';
import * as mitmproxy from './mitmproxy.mjs';
import * as mockoon from './mockoon.mjs';
import * as nginx from './nginx.mjs';
import * as prism from './prism.mjs';
import * as repeatedName from './repeated-name.mjs';
import * as unknownPath from './unknown-path.mjs';
import * as winterbaume from './winterbaume.mjs';

/**
 * A rule that gives entries of a baseline their reason.
 * @typedef {object} Reason
 * @property {RegExp} check matches IDs of checks
 * @property {RegExp} [seen] matches what was observed
 * @property {string} reason
 */

/**
 * What has to come of a run.
 * @typedef {object} Expectation
 * @property {string[]} [words] more options of the run
 * @property {boolean} [silent] nothing deviates, so there is no baseline
 * @property {readonly Reason[]} [reasons] why the endpoint does what its baseline accepts; the first that fits is given
 * @property {number} [status] what the run ends with under the baseline; 0 where it is left out
 * @property {(report: import('../../src/results/types.js').Report, summary: string) => string[]} [holds] problems
 * @property {RegExp} [refused] the run ends with 2 and says this: there is nothing to ask, no report and no baseline
 */

/**
 * @typedef {object} Endpoint
 * @property {string} name
 * @property {string} group one step of CI
 * @property {string} what
 * @property {<T>(use: (url: string) => Promise<T>) => Promise<T>} serve starts it, lends its URL, ends it
 * @property {Expectation} expectation
 */

/** @type {readonly Endpoint[]} */
export const ENDPOINTS = [
  { group: 'emulators', ...winterbaume },
  { group: 'mocks', ...prism },
  { group: 'mocks', ...mockoon },
  { group: 'odd', ...answersNothing },
  { group: 'odd', ...unknownPath },
  { group: 'odd', ...repeatedName },
  { group: 'odd', ...dies },
  { group: 'proxies', ...nginx },
  { group: 'proxies', ...haproxy },
  { group: 'proxies', ...mitmproxy },
];
