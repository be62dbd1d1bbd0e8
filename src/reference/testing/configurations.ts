import type { JsonObject } from '../../contract/types.js';
import type { Scribe } from './scribe.js';

/** ARN of a MediaTailor playback configuration, up to its name. */
export const PLAYBACK = 'arn:aws:mediatailor:us-west-2:123456789012:playbackConfiguration';

/** The members that an ad configuration has to have. */
export const AD_CONFIGURATION: JsonObject = {
  mediaTailorPlaybackConfigurations: [{ playbackConfigurationArn: `${PLAYBACK}/one` }],
};

/** An ad configuration with every member, changed in every one. */
export function adConfigurationLife(scribe: Scribe): string {
  const all = {
    name: 'ads',
    postRollConfiguration: { enabled: true, durationSeconds: 20 },
    tags: { a: 'b' },
  };
  const arn = scribe.arn('CreateAdConfiguration', 'adConfiguration', { ...AD_CONFIGURATION, ...all });
  scribe.send('CreateAdConfiguration', AD_CONFIGURATION);
  scribe.send('GetAdConfiguration', { arn });
  scribe.send('UpdateAdConfiguration', { arn });
  for (const change of [
    { name: 'renamed' },
    { mediaTailorPlaybackConfigurations: [{ playbackConfigurationArn: `${PLAYBACK}/two` }] },
    { postRollConfiguration: { enabled: true, durationSeconds: 30 } },
  ]) {
    scribe.send('UpdateAdConfiguration', { arn, ...change });
    scribe.send('GetAdConfiguration', { arn });
  }
  scribe.send('ListAdConfigurations');
  return arn;
}
