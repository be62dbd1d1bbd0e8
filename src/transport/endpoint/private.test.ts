import { describe, expect, test } from 'vitest';
import { isPrivateUrl } from './private.js';

const NAMES: { readonly [host: string]: readonly string[] } = {
  moto: ['172.18.0.2'],
  both: ['10.0.0.1', '203.0.113.1'],
  'ivs.us-east-1.amazonaws.com': ['10.0.0.1'],
};
const addressesOf = async (host: string) => NAMES[host] ?? Promise.reject(new Error('ENOTFOUND'));

describe('a URL is private', () => {
  test.each([
    'http://127.0.0.1:5000',
    'http://localhost:5000',
    'http://[::1]:5000',
    'http://10.1.2.3',
    'http://172.31.0.1',
    'http://192.168.1.1',
    'http://[fd00::1]',
    'http://moto:5000',
  ])('%s', async (url) => expect(await isPrivateUrl(new URL(url), addressesOf)).toBe(true));
});

describe('a URL is not private', () => {
  test.each([
    'http://203.0.113.1',
    'http://172.32.0.1',
    'http://[2001:db8::1]',
    'http://both:5000',
    'http://unknown.example',
    'https://ivs.us-east-1.amazonaws.com',
  ])('%s', async (url) => expect(await isPrivateUrl(new URL(url), addressesOf)).toBe(false));
});
