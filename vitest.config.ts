import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'generators/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Generous, because how long a test takes is no matter of its verdict.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // By default one core is kept free, which is half of a small machine.
    maxWorkers: '100%',
  },
});
