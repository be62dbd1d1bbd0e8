import { expect, test } from 'vitest';
import { build } from '../../../cli/testing/command.js';
import { createJudge } from '../../mutation/judge.js';
import { Ground } from './kill.js';

test('what a killed run leaves is swept, and nothing of others is touched', async () => {
  await build();
  const ground = await Ground.start(createJudge(1, 'smoke').scopes);
  try {
    for (const [seed, signal] of [
      [1, 'SIGKILL'],
      [2, 'SIGHUP'],
    ] as const) {
      const { stays, touched, left } = await ground.kill(seed, 4_000, signal);
      expect(stays).toEqual([]);
      expect(touched).toEqual([]);
      if (signal === 'SIGHUP') expect(left).toBe(0);
    }
  } finally {
    await ground.stop();
  }
}, 120_000);
