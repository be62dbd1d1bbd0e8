import { setMaxListeners } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Exit code of a process that was interrupted, by the convention of shells: 128 + SIGINT. */
const INTERRUPTED = 130;

/** Listens for the user's interruption. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Stops listening. */
  stop(): void;
}

/**
 * Makes the first interruption end the run after cleaning up, and the second one end it at once.
 * @param note tells the user what happens
 */
export function listenForInterruption(note: (text: string) => void): Interruption {
  const controller = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, controller.signal);
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    note('interrupted: removing what was made (interrupt again to leave it)');
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
