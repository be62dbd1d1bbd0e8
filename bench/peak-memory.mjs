/**
 * Preloaded into a process whose memory is measured (`node --import`): at its end it writes the peak of its resident
 * memory, in KiB, to the file that BENCH_PEAK_MEMORY names.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** On Linux `maxRSS` may be that of the parent process, from before this one was executed; `VmHWM` never is. */
function peakKiB() {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
}

const file = process.env.BENCH_PEAK_MEMORY;
if (file !== undefined) process.once('exit', () => writeFileSync(file, String(peakKiB())));
