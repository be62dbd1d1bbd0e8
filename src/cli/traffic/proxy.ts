import { once } from 'node:events';
import { resolve as resolvePath } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { Recorder } from '../../clients/proxy/recorder.js';
import { Relay } from '../../clients/proxy/relay.js';
import { Watcher } from '../../clients/proxy/watcher.js';
import { LiveJudge } from '../../clients/traffic/live.js';
import { readPackageJson } from '../../contract/load.js';
import type { Strength } from '../../contract/types.js';
import type { ReportFormat } from '../../report/formats.js';
import { ensureReportDirectory, writeReports } from '../../report/write.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { FAILING_STRENGTHS } from '../../results/failing.js';
import { EXIT } from '../../runner/report/report.js';
import { parseEndpoint } from '../../transport/endpoint/endpoint.js';
import { failOnOption, formatOption, refuseDirectory } from '../report/report-options.js';
import { listenForInterruption } from '../run/interruption.js';
import { RUN_DEFAULTS } from '../run/run.js';
import { absentText, contractsAt, selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect, positiveNumber, wholeNumber } from '../terminal/options.js';
import { Findings } from './proxy-findings.js';
import { resolveSigning, signingText } from './proxy-signing.js';

interface ProxyOptions {
  readonly upstream: string;
  readonly port: number;
  readonly reportDir: string;
  readonly format: readonly ReportFormat[];
  readonly record?: string;
  readonly header?: boolean;
  readonly for?: number;
  readonly failOn?: readonly Strength[];
  readonly service?: string[];
  readonly revision?: string;
  readonly settle?: number;
  readonly sign?: string | true;
  readonly json?: boolean;
}

/** `ivs-conformance proxy`: judges what passes between any client and any endpoint. */
export function proxyCommand(): Command {
  const command = new Command('proxy')
    .description('stand between any client and an endpoint, and judge what passes')
    .requiredOption('--upstream <url>', 'the endpoint, such as http://127.0.0.1:5000')
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .option('--report-dir <dir>', 'where reports are written', RUN_DEFAULTS.reportDir)
    .addOption(formatOption(RUN_DEFAULTS.format))
    .option('--record <file>', 'record what passes to this HAR file, without its secrets')
    .option('--header', 'add what was found to each answer, as x-ivs-conformance')
    .option('--for <seconds>', 'end after this time (default: when interrupted)', positiveNumber)
    .addOption(failOnOption())
    .option('--service <name>', 'judge only this service (repeatable)', collect)
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--settle <seconds>', 'how long reads may lag behind writes', wholeNumber(0, 3600))
    .option(
      '--sign [profile]',
      'sign requests anew, with the credentials of this AWS profile or of the environment',
    )
    .option('--json', 'print JSON, an object a line: each finding as it happens, and a summary')
    .action(proxy);
  return withHelp(command, HELP);
}

const HELP = {
  text: `Every byte passes as it came. Requests keep their Host and their signature, unless --sign replaces both. What is found is
told once, as it happens; the reports are written at the end, when the proxy is interrupted or the time of --for is over.

Exit codes: 0 nothing was found that fails; 1 deviations of the strengths in --fail-on, or operations that the revision
lacks; 2 the proxy could not run.`,
  examples: ['proxy --upstream http://127.0.0.1:5000 --port 5001'],
};

async function proxy(options: ProxyOptions): Promise<void> {
  const services = selectServices(options.service);
  const upstream = upstreamOf(options.upstream);
  const contracts = contractsAt(services, options.revision);
  process.stderr.write(absentText(services, contracts));
  const signing = await resolveSigning(options.sign, upstream, services);
  const directory = resolvePath(options.reportDir);
  await ensureReportDirectory(directory).catch(refuseDirectory);
  const relay = await listen(options.port);
  const recorder = await recorderFor(options.record).catch(async (error) => {
    await relay.close();
    throw error;
  });
  const findings = new Findings(contracts, {
    ...{
      upstream: upstream.origin,
      failOn: options.failOn ?? FAILING_STRENGTHS,
      asJson: options.json ?? false,
    },
    ...(options.record !== undefined && recorder && { record: { file: options.record, recorder } }),
  });
  const judge = new LiveJudge({
    ...{ contracts, latest: contractsAt(services), isNamed: true, settle: (options.settle ?? 0) * 1000 },
  });
  relay.pass({
    ...{ upstream, annotates: options.header ?? false },
    watcher: new Watcher(judge, upstream, (watched) => findings.add(watched)),
    ...(signing && { resign: signing.resign }),
  });
  process.stdout.write(`listening on ${relay.url}\n`);
  process.stderr.write(signingText(upstream, signing));
  const { signal, stop } = listenForInterruption(() => {
    process.stderr.write('Ending. Interrupt again to end at once, without reports.\n');
  });
  await untilTheEnd(options.for, signal);
  await relay.close();
  await recorder?.close();
  await writeReports(findings.report(), directory, options.format).catch(refuseDirectory);
  findings.end();
  stop();
  process.stderr.write(`Reports are in ${options.reportDir}.\n`);
  process.exitCode = findings.fails ? EXIT.deviates : EXIT.conforms;
  if (recorder?.fault !== undefined) {
    throw new UsageError(
      `The record ${options.record} is not whole, it could not be written: ${recorder.fault}.`,
    );
  }
}

/** @throws UsageError for what is no server */
function upstreamOf(text: string): URL {
  const url = parseEndpoint({ text, source: '--upstream' });
  if (url.pathname === '/') return url;
  throw new UsageError(
    `--upstream is "${url.href}", and requests pass as they are: the proxy cannot put a path before theirs. Name the server ` +
      `alone, ${url.origin}, and give your client the path after the URL of the proxy.`,
  );
}

/** @throws UsageError where the port is taken */
function listen(port: number): Promise<Relay> {
  return Relay.listen(port).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `Port ${port} cannot be listened on (${error.code}). Choose another --port, or 0 for any.`,
    );
  });
}

/** @throws UsageError where it cannot be written */
async function recorderFor(file: string | undefined): Promise<Recorder | undefined> {
  if (file === undefined) return undefined;
  const { name, version } = readPackageJson<{ name: string; version: string }>('package.json');
  try {
    return await Recorder.open(file, { name, version });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The record ${file} cannot be written: ${why}. Name another file with --record.`);
  }
}

async function untilTheEnd(seconds: number | undefined, signal: AbortSignal): Promise<void> {
  // The longest time that a timer takes is 2³¹ milliseconds.
  const time = Math.min((seconds ?? 0) * 1000, 2 ** 31 - 1);
  if (seconds !== undefined) await delay(time, undefined, { signal }).catch(() => undefined);
  else if (!signal.aborted) await once(signal, 'abort');
}
