import { TIMESTAMP_PATTERN } from '../../../contract/schema/timestamp.js';
import type { Json, Schema } from '../../../contract/types.js';
import { digest, drawn, oneOf, reshaping, variation } from '../build.js';
import type { Variation, Varied } from '../variation.js';

const IDS = 'ARNs end in letters, digits and hyphens, and have at most 128 characters: more is not modelled.';
const PLACE =
  'ARNs name any region and account of the partition aws; their patterns allow no other partition.';
const HOSTS = 'No document says which hosts an endpoint assigns.';
const TIMES =
  'Timestamps are ISO 8601 texts with or without a fraction, in any offset; numbers are none, as the model has it.';
const CLOCK = 'Clocks of two machines are never the same; SigV4 allows five minutes.';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** Identifiers, accounts, regions, hosts and times of another form. */
export function identityVariations(): Variation[] {
  return [...identifiers(), ...places(), hosts(), secrets(), ...times(), ...clocks()];
}

function identifiers(): Variation[] {
  const id = (what: string, statement: string, identify: (random: () => number) => string) =>
    variation(`identifiers/${what}`, statement, IDS, { settings: { identify } });
  return [
    id('uuid', 'Resources have UUIDs.', (random) =>
      digest(String(random())).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ),
    id('digits', 'Identifiers are digits.', (random) => drawn(random, DIGITS, 15)),
    id('letters', 'Identifiers are lower-case letters.', (random) => drawn(random, LETTERS, 10)),
    id('long', 'Identifiers are as long as an ARN and a participant leave room for.', (random) =>
      drawn(random, `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}-`, 52),
    ),
    id('any-length', 'Identifiers are of any length.', (random) =>
      drawn(random, LETTERS.toUpperCase() + DIGITS, 6 + Math.floor(random() * 40)),
    ),
  ];
}

function places(): Variation[] {
  const account = (what: string) =>
    variation(`account/${what}`, `The account is ${what}.`, PLACE, { settings: { account: what } });
  const region = (what: string) =>
    variation(`region/${what}`, `The region is ${what}.`, PLACE, { settings: { region: what } });
  return [account('000000000000'), account('999999999999'), region('eu-central-1'), region('ap-northeast-2')];
}

/** Member → how its value is written otherwise; a value always in the same way. */
const REWRITTEN: { readonly [path: string]: (value: string) => string } = {
  ingestEndpoint: (value) => `ingest-${digest(value)}.example.net:8443`,
  playbackUrl: (value) => `http://10.0.0.1:8080/hls/${digest(value)}/master.m3u8?token=a%20b&c=1`,
  'srt.endpoint': (value) => `${digest(value)}.srt.example`,
  'endpoints.events': () => 'ws://localhost:9999/events?x=1',
  'endpoints.whip': (value) => `http://[::1]:8443/whip/${digest(value)}/`,
  'endpoints.rtmp': () => 'rtmp://127.0.0.1/live',
  'endpoints.rtmps': () => 'rtmps://ingest.example/live/',
};

const SECRET: typeof REWRITTEN = {
  'srt.passphrase': (value) => digest(value).slice(0, 10),
  token: (value) => `${value}.${digest(value)}`,
};

function hosts(): Variation {
  return variation('hosts/own', 'Channels and stages have other hosts.', HOSTS, rewritten(REWRITTEN));
}

function secrets(): Variation {
  const freedom = 'Passphrases and tokens are opaque.';
  return variation('secrets/other-lengths', 'Secrets have other lengths.', freedom, rewritten(SECRET));
}

function rewritten(members: typeof REWRITTEN): Varied {
  return reshaping({
    leaf: (value, _, path) => {
      const known = Object.keys(members).find((each) => path === each || path.endsWith(`.${each}`));
      const write = known === undefined ? undefined : members[known];
      return typeof value === 'string' && value !== '' && write !== undefined ? write(value) : value;
    },
  });
}

function times(): Variation[] {
  const time = (id: string, statement: string, write: (iso: string) => string): Variation =>
    variation(`times/${id}`, statement, TIMES, reshaping({ leaf: onTimes(write) }));
  return [
    time('no-fraction', 'Times have no fraction of a second.', (iso) => iso.replace(/\.\d+Z$/, 'Z')),
    time('nanoseconds', 'Times have nine digits of a second.', (iso) => iso.replace(/Z$/, '000000Z')),
    time('zero-offset', 'Times have an offset of zero.', (iso) => iso.replace('Z', '+00:00')),
    time('other-offset', 'Times are those of another zone.', (iso) => inZone(iso, '+05:30', 330)),
    time('western-offset', 'Times are those of a zone in the west.', (iso) => inZone(iso, '-09:00', -540)),
    variation('times/any', 'Every time has another form.', TIMES, (random) =>
      reshaping({
        leaf: onTimes((iso) => oneOf(random, [iso, iso.replace('Z', '+00:00'), inZone(iso, '+01:00', 60)])),
      }),
    ),
  ];
}

function onTimes(write: (iso: string) => string): (value: Json, schema: Schema) => Json {
  return (value, { pattern }) =>
    pattern === TIMESTAMP_PATTERN && typeof value === 'string' ? write(value) : value;
}

function inZone(iso: string, offset: string, minutes: number): string {
  return new Date(Date.parse(iso) + minutes * 60_000).toISOString().replace('Z', offset);
}

function clocks(): Variation[] {
  const clock = (id: string, statement: string, clockMs: number, date: boolean): Variation =>
    variation(
      `clock/${id}`,
      statement,
      CLOCK,
      {
        settings: { clockMs },
        ...(date ? { respond: dated(clockMs) } : {}),
      },
      date ? 'Without its date a clock like that is wrong.' : undefined,
    );
  return [
    clock('ahead', 'The clock is four minutes ahead.', 4 * 60_000, false),
    clock('behind', 'The clock is four minutes behind.', -4 * 60_000, false),
    clock('day-ahead', 'The clock is a day ahead, as the date of every answer says.', 24 * 3_600_000, true),
  ];
}

function dated(clockMs: number): NonNullable<Varied['respond']> {
  return (response) => ({
    ...response,
    headers: { ...response.headers, date: new Date(Date.now() + clockMs).toUTCString() },
  });
}
