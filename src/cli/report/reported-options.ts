import type { Service } from '../../contract/types.js';
import type { Report } from '../../results/types.js';
import type { AskingOptions } from '../run/run.js';
import type { Progress } from '../terminal/progress.js';

/** The options of `reproduce`, as parsed. */
export interface ReproduceOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly concurrency: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly settle?: number;
  readonly bucket?: string;
  readonly driver?: string;
  readonly driverTimeout?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly yes?: boolean;
}

/** How the endpoint was asked in a run, but for what is given now. */
export function optionsFor(
  { run, target }: Report,
  given: ReproduceOptions,
  progress: Progress,
): AskingOptions {
  const number = (name: string) => numberOf(run.options[name]);
  const text = (name: string) => textIn(run.options[name]);
  const driver = given.driver ?? ownDriver(text('driver'), progress);
  const rate = given.rate ?? number('rate');
  const settle = given.settle ?? number('settle');
  const bucketName = given.bucket ?? text('bucket');
  const revision = text('revision');
  return {
    service: [...target.services],
    effort: run.effort,
    region: given.region ?? target.region,
    concurrency: given.concurrency,
    timeout: given.timeout ?? number('timeout') ?? 10,
    driverTimeout: given.driverTimeout ?? number('driverTimeout') ?? 60,
    ...(given.endpoint === undefined ? { reported: endpointsOf(target) } : { endpoint: given.endpoint }),
    ...(given.yes === undefined ? {} : { yes: given.yes }),
    ...(rate === undefined ? {} : { rate }),
    ...(settle === undefined ? {} : { settle }),
    ...(bucketName === undefined ? {} : { bucket: bucketName }),
    ...(driver === undefined ? {} : { driver }),
    ...(revision === undefined ? {} : { revision }),
  };
}

/** The endpoint of each service of a report; none for the embedded reference endpoint, which is no URL. */
function endpointsOf({ endpoint, services }: Report['target']): { [service in Service]?: string } {
  const urls = endpoint.split(', ').filter((url) => URL.canParse(url));
  return Object.fromEntries(
    services.flatMap((service, index) => {
      const url = urls.length === 1 ? urls[0] : urls[index];
      return url === undefined ? [] : [[service, url]];
    }),
  );
}

/** Drivers that are ours; a report is not to say what is started on the machine of whoever reads it. */
function ownDriver(name: string | undefined, progress: Progress): string | undefined {
  if (name === undefined || name === 'reference' || name === 'ffmpeg') return name;
  progress.note(
    `not used: the driver of the report's run, which is not ours. To start it, name it with --driver.`,
  );
  return undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
