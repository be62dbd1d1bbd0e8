/** Paths to counterexamples, as fast-check gives them and as people copy them: `0:0:0:0:1` is written `0x4:1`. */

/** Equal steps that are written one by one. */
const SINGLE = 3;

/** More steps than any shrinking takes. */
const LONGEST = 100_000;

const COMPACT = /^\d+(?:x\d{1,6})?(?::\d+(?:x\d{1,6})?)*(?:@[\w+/]*:[\w+/]*)?$/;

/**
 * The path with equal steps counted.
 * @example shortPath('0:0:0:0:1') === '0x4:1'
 */
export function shortPath(path: string): string {
  const [steps = '', ...rest] = path.split('@');
  const runs: { step: string; length: number }[] = [];
  for (const step of steps.split(':')) {
    const last = runs.at(-1);
    if (last?.step === step) last.length += 1;
    else runs.push({ step, length: 1 });
  }
  const short = runs.flatMap(({ step, length }) =>
    length <= SINGLE ? Array.from({ length }, () => step) : [`${step}x${length}`],
  );
  return [short.join(':'), ...rest].join('@');
}

/** The path as fast-check reads it; undefined for what is none. */
export function fullPath(short: string): string | undefined {
  if (!COMPACT.test(short)) return undefined;
  const [steps = '', ...rest] = short.split('@');
  const runs = steps.split(':').map((run) => run.split('x'));
  const length = runs.reduce((sum, [, times = '1']) => sum + Number(times), 0);
  if (length > LONGEST) return undefined;
  const full = runs.flatMap(([step = '', times = '1']) => Array.from({ length: Number(times) }, () => step));
  return [full.join(':'), ...rest].join('@');
}
