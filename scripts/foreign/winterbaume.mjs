import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../components/environment.mjs';
import { CannotRun } from '../components/failure.mjs';
import { freePort, withServer } from '../components/server.mjs';

const MANIFEST = join(ROOT, 'scripts', 'foreign', 'winterbaume', 'Cargo.toml');
const TARGET = join(ROOT, '.cache', 'winterbaume-target');

/** Milliseconds that the first build may take. */
const BUILD_TIMEOUT = 360_000;

export const name = 'winterbaume';
export const what = 'winterbaume-ivs 1.0.0, an emulator in Rust, behind the HTTP handling of its core';

/** @returns {string} path of the server */
function built() {
  const words = ['build', '--quiet', '--locked', '--manifest-path', MANIFEST, '--target-dir', TARGET];
  const { status, error, stderr } = spawnSync('cargo', words, {
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: BUILD_TIMEOUT,
  });
  if (status !== 0)
    throw new CannotRun(
      `cargo, of Rust 1.85 or newer, cannot build ${MANIFEST}.\n${error?.message ?? stderr}`,
    );
  return join(TARGET, 'debug', 'winterbaume-endpoint');
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = async (use) => {
  const port = String(await freePort());
  return withServer({ command: built(), words: [port], url: `http://127.0.0.1:${port}` }, use);
};

/**
 * Read in its source (handlers.rs, state.rs): what a handler looks at, what is stored, what is answered.
 * @type {readonly import('./endpoints.mjs').Reason[]}
 */
const REASONS = [
  {
    check: /^operation\//,
    reason: 'It does not have the operation, and answers any path that it does not know so.',
  },
  {
    check: /./,
    seen: /already exists/,
    reason:
      'It refuses a channel with the name of another one, and names one without a name "default"; the API has no unique names. It looks at nothing else before.',
  },
  {
    check: /./,
    seen: /^404 ResourceNotFoundException: Not found/,
    reason: 'It does not have the operation, and answers any path that it does not know so.',
  },
  {
    check: /^repetition\//,
    reason: 'A channel of the same name is refused as long as there is one.',
  },
  {
    check: /\/(?:ListTagsForResource|TagResource|UntagResource)(?:\/|$)|tag-path/,
    reason: 'It keeps tags for any text as ARN, and validates neither it nor the tags.',
  },
  {
    check: /^(?:tag-limit|tag-prefix)\//,
    reason: 'It stores tags as they are sent, whatever their number and keys.',
  },
  {
    check: /^(?:tags\/ivs\/untag-resource-removes|lifecycle\/ivs\/\w+\/after-changes)/,
    seen: /tags is absent/,
    reason: 'BatchGetChannel and CreateChannel do not show the tags of a channel.',
  },
  {
    check: /^(?:tags\/ivs\/[\w-]+\/Channel|lifecycle\/ivs\/Channel\/create\/(?:tags|authorized))$/,
    reason: 'CreateChannel reads neither tags nor authorized.',
  },
  {
    check: /^tags\/ivs\/untag-resource-removes|\/after-changes$/,
    reason: 'UntagResource takes the keys as they are in the query, without undoing the percent-encoding.',
  },
  {
    check: /^(?:constraint|malformed|key-material|allowed-values|required-when|uniqueness)\//,
    seen: /^(?:200|204) \(success\)/,
    reason: 'It validates nothing but that the member that names a resource is there.',
  },
  {
    check: /^constraint\//,
    seen: /^404 ResourceNotFoundException/,
    reason: 'It looks up whatever text names a resource, without validating it.',
  },
  {
    check: /^exclusive\//,
    reason: 'ListChannels reads no input: it has neither filters nor pages.',
  },
  { check: /^filter\//, reason: 'Its lists have no filters.' },
  { check: /^pagination\//, reason: 'Its lists have no pages: they show everything there is.' },
  {
    check:
      /\/ivs\/Channel\/|CreateChannel|preset-by-channel-type|UpdateChannel|GetChannel|srt-of-channels|create-channel-makes/,
    seen: /absent/,
    reason:
      'Of a channel it keeps name, type, latencyMode, authorized and tags; nothing else is read or shown.',
  },
  {
    check: /RecordingConfiguration|recording-defaults/,
    seen: /absent/,
    reason:
      'Of a recording configuration it keeps name, destination, state and tags; nothing else is read or shown.',
  },
  {
    check: /^in-use\//,
    reason: 'A channel does not keep which policy it names, so nothing is in use.',
  },
  {
    check: /^unknown-reference\//,
    reason: 'A channel does not keep what it names, and looks up none of it.',
  },
  {
    check: /^(?:(?:not-found|elsewhere)\/ivs\/(?:StartViewerSessionRevocation|ListStream)|idle\/)/,
    reason:
      'Its operations of streams and viewer sessions are stubs that answer without looking anything up.',
  },
  { check: /^(?:quota|limit-per-parent)\//, reason: 'It has no quotas.' },
  { check: /^batch-entries\//, reason: 'It looks up no channel of a viewer session, and reports no error.' },
  { check: /fingerprint/, reason: 'The fingerprint is a part of a random UUID.' },
];

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  // Channels without a name share one, and a second one is refused: so that it does not depend on timing which one is.
  words: ['--concurrency', '1'],
  reasons: REASONS,
};
