import type { JsonObject } from '../../../contract/types.js';
import type { Scribe } from '../recorder.js';

/** Encoder configurations that the prose forbids. */
export function encoderConfigurationLife(scribe: Scribe): void {
  for (const some of [{}, { width: 641 }, { height: 361 }, { width: 1920, height: 1082 }])
    scribe.send('CreateEncoderConfiguration', { video: some });
}

/** An ingest configuration that is moved from stage to stage, and those that the prose forbids. */
export function ingestConfigurationLife(scribe: Scribe): void {
  const [first, second] = [scribe.arn('CreateStage', 'stage'), scribe.arn('CreateStage', 'stage')];
  const create = (input: JsonObject): string =>
    scribe.arn('CreateIngestConfiguration', 'ingestConfiguration', { ingestProtocol: 'RTMPS', ...input });
  const arn = create({ stageArn: first, redundantIngest: true });
  create({ ingestProtocol: 'RTMP' });
  create({ ingestProtocol: 'RTMP', insecureIngest: true });
  for (const size of [900, 1024]) create({ attributes: { a: 'x'.repeat(size) } });
  scribe.send('GetIngestConfiguration', { arn });
  scribe.send('ListIngestConfigurations', { filterByStageArn: first });
  for (const change of [{ stageArn: second }, { redundantIngest: false }, { stageArn: '' }]) {
    scribe.send('UpdateIngestConfiguration', { arn, ...change });
    scribe.send('GetIngestConfiguration', { arn });
  }
}
