import { setMaxListeners } from 'node:events';
import { EXIT } from '../../runner/report/report.js';

/** A terminal that is closed interrupts as well: what was made has to go all the same. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens for the user's interruption. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Stops listening. */
  stop(): void;
}

/**
 * Makes the first interruption end what is under way in an orderly way, and the second one end it at once.
 * @param tell tells the user what happens
 */
export function listenForInterruption(tell: () => void): Interruption {
  const controller = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, controller.signal);
  // What is written to a terminal that is gone reaches nobody.
  const onError = () => {};
  const onSignal = (name: string) => {
    if (name === 'SIGHUP') for (const stream of [process.stdout, process.stderr]) stream.on('error', onError);
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    tell();
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
