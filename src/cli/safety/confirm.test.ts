import { expect, test } from 'vitest';
import { confirm } from './confirm.js';

const remote = {
  target: {
    ivs: new URL('https://ivs.example'),
    region: 'eu-west-1',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    ...{ isLoopback: false, isPrivate: false, isAws: false },
  },
  services: ['ivs'],
  isReference: false,
} as const;
const asked = { destination: remote, checks: 2635, effort: 'smoke', concurrency: 8 } as const;

const told: string[] = [];
const tell = (text: string) => void told.push(text);
const nobody = { tell, ask: undefined };
const saying = (answer: string) => ({ tell, ask: async () => answer });

test('without a yes nothing is sent, and it is said what would be', async () => {
  const refusal = confirm(asked, nobody);
  await expect(refusal).rejects.toThrow(
    /asks https:\/\/ivs\.example, account unknown, region eu-west-1.*2,900 requests.*1,100 resources.*--yes/s,
  );
  await expect(confirm(asked, saying(''))).rejects.toThrow('Nothing was sent');
  await expect(confirm(asked, saying('no'))).rejects.toThrow('Nothing was sent');
});

test('with --yes, or a yes on a terminal, it goes on', async () => {
  await confirm({ ...asked, yes: true }, nobody);
  expect(told.join('')).toContain('region eu-west-1');
  await confirm(asked, saying('y'));
});

test('where the endpoint is private, nobody is asked', async () => {
  const target = { ...remote.target, isPrivate: true };
  expect(await confirm({ ...asked, destination: { ...remote, target } }, nobody)).toBeUndefined();
});
