import { describe, expect, test } from 'vitest';
import { loadRules, rulesOfKind } from '../../../contract/rules/rules.js';

const rules = [...loadRules('ivs'), ...loadRules('ivs-realtime')];
const formats = new Map(
  rulesOfKind(rules, 'format').map(({ id, pattern }) => [id, pattern.replaceAll('{region}', 'eu-west-1')]),
);

function fits(rule: string, value: string): boolean {
  const pattern = formats.get(rule);
  if (pattern === undefined) throw new Error(`no format is called ${rule}`);
  return new RegExp(pattern, 'u').test(value);
}

const HOST = '0a1b2c3d4e5f.global-contribute.live-video.net';

describe('a format fits what the service publishes, and what an emulator on this machine would say', () => {
  test.each([
    ['stream-key-form', 'sk_eu-west-1_AbCdEfGhIjKl_0123456789abcdefghijABCDEFGHIJ'],
    ['stream-key-form', 'sk_eu-west-1_any-text_of_its-own'],
    [
      'playback-url-form',
      'https://0a1b2c3d4e5f.eu-west-1.playback.live-video.net/api/video/v1/eu-west-1.123456789012.channel.AbCdEfGhIjKl.m3u8',
    ],
    ['playback-url-form', 'http://localhost:8080/live/AbC.m3u8?token=1'],
    ['ingest-endpoint-form', HOST],
    ['ingest-endpoint-form', 'localhost:1935'],
    ['ingest-endpoint-form', '[::1]:1935'],
    ['srt-endpoint-form', '0a1b2c3d4e5f.srt.live-video.net'],
    ['whip-endpoint-form', 'https://0a1b2c3d4e5f.global-bm.whip.live-video.net'],
    ['whip-endpoint-form', 'http://127.0.0.1:8889/whip'],
    ['events-endpoint-form', 'wss://global.events.live-video.net'],
    ['rtmp-endpoint-form', 'rtmp://0a1b.global-contribute.live-video.net/app/'],
    ['rtmps-endpoint-form', 'rtmps://0a1b.global-contribute.live-video.net:443/app/'],
    ['public-key-fingerprint-form', '98:0d:1a:a0:19:96:1e:ea:0a:0a:2c:9a:42:19:2b:e7'],
  ])('%s: %s', (rule, value) => {
    expect(fits(rule, value)).toBe(true);
  });
});

describe('a format does not fit anything else', () => {
  test.each([
    ['stream-key-form', 'sk_us-east-1_AbCdEfGhIjKl_0123456789'],
    ['stream-key-form', 'live_1234'],
    ['stream-key-form', 'sk_eu-west-1_'],
    ['playback-url-form', 'rtmp://host/app/live.m3u8'],
    ['playback-url-form', 'https://host/live.mpd'],
    ['playback-url-form', ''],
    ['ingest-endpoint-form', `rtmps://${HOST}:443/app/`],
    ['ingest-endpoint-form', `${HOST}/app`],
    ['srt-endpoint-form', 'srt://host:9000'],
    ['whip-endpoint-form', 'host.whip.live-video.net'],
    ['events-endpoint-form', 'https://global.events.live-video.net'],
    ['rtmps-endpoint-form', 'rtmp://host/app/'],
    ['public-key-fingerprint-form', '980d1aa019961eea0a0a2c9a42192be7'],
    ['public-key-fingerprint-form', 'SHA256:uNiVztksCsDhcc0u9e8BrwQPXIsjfg0lWpQ'],
  ])('%s: %s', (rule, value) => {
    expect(fits(rule, value)).toBe(false);
  });
});
