import { expect, it } from 'vitest';
import { isAwsUrl, isLoopbackUrl } from './loopback.js';

it.each([
  'http://localhost',
  'http://LOCALHOST.:1/p',
  'http://ivs.localhost:4566',
  'http://127.0.0.1',
  'http://127.1',
  'http://127.255.255.254',
  'https://[::1]:1',
])('%s is this machine', (url) => {
  expect(isLoopbackUrl(new URL(url))).toBe(true);
});

it.each([
  'http://128.0.0.1',
  'http://10.0.0.1',
  'http://[::2]',
  'http://localhost.example.org',
  'http://mylocalhost',
  'http://127.0.0.1.example.org',
])('%s is not', (url) => {
  expect(isLoopbackUrl(new URL(url))).toBe(false);
});

it.each([
  ['https://ivs.us-west-2.amazonaws.com', true],
  ['https://ivs.cn-north-1.amazonaws.com.cn', true],
  ['https://ivs.us-west-2.api.aws', true],
  ['https://amazonaws.com.example.org', false],
  ['https://notamazonaws.com', false],
  ['http://localhost', false],
])('whether %s is AWS: %s', (url, expected) => {
  expect(isAwsUrl(new URL(url))).toBe(expected);
});
