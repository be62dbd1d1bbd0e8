import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReference } from '../../reference/reference.js';
import { startReference } from '../../reference/server/server.js';
import { type Delivery, sending } from '../../reference/variations/delivery/deliver.js';
import { findVariation, type Variation, variations } from '../../reference/variations/index.js';
import { seededRandom } from '../../reference/variations/random.js';
import { createJudge } from '../mutation/judge.js';
import { askVaried } from './ask.js';
import { transcriptOf } from './testing/script.js';
import { isAlarm } from './verdict.js';

const all = variations();
const local = all.filter((one) => one.vary(seededRandom(1)).delivery === undefined);
const delivered = all.filter((one) => one.vary(seededRandom(1)).delivery !== undefined);
const named = (some: readonly Variation[]) => some.map((one) => [one.id, one] as const);

describe('every variation', () => {
  it('has a name of its own, says what is different and what leaves it free', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(160);
    for (const { id, statement, freedom } of all) {
      expect(id).toMatch(/^[a-z-]+\/[\w.-]+$/i);
      expect(statement).toMatch(/^[A-Z].*\.$/);
      expect(freedom).toMatch(/\.$/);
    }
  });

  it('is found by its name, and others are proposed for a wrong one', () => {
    expect(findVariation('pages/one').statement).toContain('one item');
    expect(() => findVariation('pages/on')).toThrow('similar ones are pages/one');
  });
});

describe('what an endpoint answers', () => {
  // Identifiers are drawn alike and the time stands still: what differs is the variation.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-02T03:04:05.678Z') }));
  afterEach(() => void vi.useRealTimers());

  it('is the same again without a variation', () => {
    expect(transcriptOf()).toBe(transcriptOf());
  });

  it.each(named(local))('is different with %s', (_, one) => {
    expect(transcriptOf(one.vary(seededRandom(1)))).not.toBe(transcriptOf());
  });
});

describe('how an answer travels', () => {
  it.each(named(delivered))('is different with %s', async (_, one) => {
    const { delivery = {}, settings } = one.vary(seededRandom(1));
    if (settings !== undefined && Object.keys(settings).length > 0) return;
    const { latencyMs, closes, ...rest } = delivery;
    if (Object.keys(rest).length > 0) expect(await onTheWire(rest)).not.toBe(await onTheWire({}));
    const draws = Array.from({ length: 50 }, () => [latencyMs?.() ?? 0, Number(closes?.() ?? 0)]).flat();
    if (latencyMs !== undefined || closes !== undefined) expect(Math.max(...draws)).toBeGreaterThan(0);
  });
});

/** The bytes of the answers to a creation and to a deletion. */
async function onTheWire(delivery: Delivery): Promise<string> {
  const now = () => new Date(0);
  const reference = createReference({ random: seededRandom(1), now });
  const server = await startReference(reference, { send: sending(delivery) });
  try {
    const created = await exchange(server.port, 'CreateChannel', '{}');
    const arn = 'arn:aws:ivs:us-east-1:123456789012:channel/none';
    const missing = await exchange(server.port, 'GetChannel', JSON.stringify({ arn }));
    const [channel] = /channel\/\w{12}/.exec(created) ?? ['channel/none'];
    const gone = { arn: arn.replace('channel/none', channel) };
    return [created, missing, await exchange(server.port, 'DeleteChannel', JSON.stringify(gone))].join('\n');
  } finally {
    await server.close();
  }
}

function exchange(port: number, operation: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /${operation} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part;
    });
    socket.on('end', () => resolve(received.replace(/^date: .*$/im, '')));
    socket.on('error', reject);
  });
}

describe('checks', () => {
  const judge = createJudge(1, 'smoke');
  const ASKED =
    /^(?:http|shape|error-form|lifecycle|pagination)\/ivs\/(?:GetChannel|ListChannels|Channel\/(?:get|delete))\b/;
  const few = judge.checks.filter(({ id }) => ASKED.test(id));

  it.each(named(all))('have nothing to say of %s', async (_, one) => {
    const { results, leftovers } = await askVaried(judge, one, few);
    expect(results.length).toBe(few.length);
    const alarms = results.filter(({ outcome }) => isAlarm(one, outcome));
    expect(alarms.map(({ id, reason, deviation }) => [id, reason, deviation?.observed])).toEqual([]);
    expect([...leftovers]).toEqual([]);
  });
});
