import { oneLine } from '../../report/summary/plain-text.js';
import type { Environment } from '../../runner/environment.js';
import { Sweep } from '../../runner/sweep/sweep.js';
import type { Transport } from '../../transport/types.js';
import type { Destination } from '../run/connect.js';
import { isAbout, LedgerFile, readLedgers, stateDirectory } from './ledger-file.js';

/** What a run keeps of what it makes, and where it is told. */
export interface Keeping {
  /** The mark of the run. */
  readonly mark: string;
  readonly stateDir: string | undefined;
  note(text: string): void;
}

/**
 * Opens the ledger of a run, after telling which earlier runs have left something at the same endpoint. The embedded
 * reference endpoint ends with the run: nothing is kept of that.
 */
export function openLedger(
  { target, services, isReference }: Destination,
  { mark, stateDir, note }: Keeping,
): LedgerFile | undefined {
  if (isReference) return undefined;
  const directory = stateDirectory(stateDir);
  const endpoints = Object.fromEntries(services.map((service) => [service, target[service]?.href ?? '']));
  const head = { run: mark, endpoints, region: target.region, startedAt: new Date().toISOString() };
  try {
    const urls = services.map((service) => target[service]);
    const earlier = readLedgers(directory).filter((each) => !each.isUnderWay && isAbout(each, urls));
    for (const { run, startedAt, remains } of earlier) {
      const count = remains.made.size + remains.unanswered.length;
      if (count === 0) continue;
      note(
        `the run ${run} of ${startedAt} left up to ${count} resources here: ivs-conformance sweep --run ${run}`,
      );
    }
    return new LedgerFile(directory, head, !target.isLoopback);
  } catch (error) {
    const why = oneLine(error instanceof Error ? error.message : String(error), 200);
    note(
      `no ledger is kept (${why}): should this run die, nobody finds what it made. Name a folder with --state-dir`,
    );
    return undefined;
  }
}

/**
 * Looks for what creations without an answer have made, and ends the ledger: it goes where nothing is left.
 * @param told.transport one without a guard, which knows nothing of what no creation has given
 */
export async function closeLedger(
  ledger: LedgerFile | undefined,
  { scopes, mark, isLoopback, shared }: Environment,
  { note, transport }: Pick<Keeping, 'note'> & { readonly transport: Transport },
): Promise<void> {
  if (ledger === undefined) return;
  let isDone = ledger.open.length === 0;
  if (!isDone && shared.obstacle === undefined) {
    const sweep = new Sweep(transport, scopes, mark, isLoopback);
    const remains = { made: new Map(), before: new Map(), unanswered: ledger.open };
    const swept = await sweep
      .find(remains)
      .then((found) => sweep.remove(found.filter(({ arn }) => !ledger.kept.has(arn))))
      .catch(() => undefined);
    isDone = swept !== undefined && swept.left.length === 0;
  }
  const isEmpty = isDone && ledger.kept.size === 0;
  ledger.close(isEmpty);
  if (!isEmpty) note(`what is left is removed by ivs-conformance sweep --run ${mark}`);
}
