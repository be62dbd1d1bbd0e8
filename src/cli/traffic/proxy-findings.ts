import type { Recorder } from '../../clients/proxy/recorder.js';
import type { Watched } from '../../clients/proxy/watcher.js';
import { type ProblemGroup, Tally } from '../../clients/traffic/tally.js';
import type { Contracts, Strength } from '../../contract/types.js';
import { renderFinding, renderTraffic } from '../../report/commands/traffic.js';
import type { Report } from '../../results/types.js';
import { CoverageRecorder } from '../../runner/coverage/coverage.js';
import { wantsColour } from '../terminal/options.js';
import { noteCoverage } from './traffic-coverage.js';
import { trafficReport } from './traffic-report.js';

/** How findings are told. */
export interface FindingsOptions {
  readonly upstream: string;
  readonly failOn: readonly Strength[];
  readonly asJson: boolean;
  readonly record?: { readonly file: string; readonly recorder: Recorder };
}

/** Takes in what was seen passing: tells each finding once, as it happens, and everything together at the end. */
export class Findings {
  readonly #contracts: Contracts;
  readonly #options: FindingsOptions;
  readonly #tally: Tally;
  readonly #coverage = new CoverageRecorder();
  readonly #started = { at: new Date(), clock: performance.now() };

  constructor(contracts: Contracts, options: FindingsOptions) {
    this.#contracts = contracts;
    this.#options = options;
    this.#tally = new Tally(contracts);
  }

  add(watched: Watched): void {
    const { index, judged } = watched;
    const { upstream, record } = this.#options;
    record?.recorder.add(watched.passed, watched.operation?.sensitive);
    if (judged === undefined) {
      this.#tally.addOther();
      return;
    }
    noteCoverage(judged, this.#contracts, this.#coverage);
    for (const group of this.#tally.add({ file: record?.file ?? upstream, index }, judged)) this.#tell(group);
  }

  /** Whether something was found that fails. */
  get fails(): boolean {
    const { problems, summary } = this.#tally;
    const isFailing = ({ problem }: ProblemGroup) => this.#options.failOn.includes(problem.strength);
    return summary.unimplemented > 0 || problems.some(isFailing);
  }

  report(): Report {
    const { upstream, record } = this.#options;
    return trafficReport({
      ...{ files: [], contracts: this.#contracts, tally: this.#tally, coverage: this.#coverage },
      ...{ startedAt: this.#started.at, durationMs: performance.now() - this.#started.clock },
      failOn: this.#options.failOn,
      live: { upstream, ...(record && { record: record.file }) },
    });
  }

  /** Tells what it all comes to. */
  end(): void {
    const { summary, problems, notes, unreadable, operations } = this.#tally;
    const { upstream, failOn, asJson } = this.#options;
    const told = { files: [upstream], failOn, summary, problems, isTold: true, notes, unreadable };
    print(
      asJson
        ? `${JSON.stringify({ summary })}\n`
        : renderTraffic({ ...told, operations: operations.values() }, styleOf()),
    );
  }

  #tell(group: ProblemGroup): void {
    const { service, operation, problem, places } = group;
    const { where, path, rule, strength, expected, observed, message, against } = problem;
    const finding = {
      ...{
        index: places[0]?.index,
        service,
        operation,
        where,
        path,
        rule,
        strength,
        expected,
        observed,
        message,
      },
      ...(against === undefined ? {} : { against }),
    };
    print(this.#options.asJson ? `${JSON.stringify({ finding })}\n` : renderFinding(group, styleOf()));
  }
}

function styleOf(): { colour: boolean; width: number } {
  return { colour: wantsColour(process.stdout), width: process.stdout.columns ?? 100 };
}

function print(text: string): void {
  process.stdout.write(text);
}
