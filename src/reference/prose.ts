import type { JsonObject } from '../contract/types.js';
import { type Call, constrain } from './call.js';
import { countryFault } from './country.js';
import { list, nested, text, texts } from './json.js';
import { fingerprint } from './key-material.js';
import { originFault } from './origin.js';
import type { Particulars } from './plain.js';

const MAXIMUM_PIXELS = 1920 * 1080;

/** Resources that would be plain, did not the documentation's prose forbid some values. */
export const prose: { readonly [resource: string]: Particulars } = {
  PlaybackRestrictionPolicy: {
    complete(call) {
      for (const code of texts(call.input, 'allowedCountries')) {
        const fault = countryFault(code);
        const message = `${code} is no assigned ISO 3166-1 alpha-2 code`;
        constrain(call, `country/${fault}`, fault === undefined, message);
      }
      for (const origin of texts(call.input, 'allowedOrigins')) {
        const fault = originFault(origin);
        const message = `${origin} is no Origin header value (${fault})`;
        constrain(call, `origin/${fault}`, fault === undefined, message);
      }
      return {};
    },
  },

  RecordingConfiguration: {
    complete(call, _, after) {
      const { renditionSelection, renditions } = nested(after, 'renditionConfiguration');
      const hasRenditions =
        renditionSelection !== 'CUSTOM' || list({ renditions: renditions ?? [] }, 'renditions').length > 0;
      constrain(call, 'renditions/required', hasRenditions, 'CUSTOM renditions have to be named');
      const destinations = Object.keys(nested(after, 'destinationConfiguration')).length;
      constrain(call, 'destination/one', destinations === 1, 'a recording has one type of destination');
      return {};
    },
  },

  EncoderConfiguration: {
    complete(call, _, after) {
      const video = nested(after, 'video');
      const [width, height] = [Number(video.width), Number(video.height)];
      constrain(call, 'video/width-even', width % 2 !== 1, `video.width ${width} is odd`);
      constrain(call, 'video/height-even', height % 2 !== 1, `video.height ${height} is odd`);
      const message = `${width}x${height} are more than ${MAXIMUM_PIXELS} pixels`;
      constrain(call, 'video/pixels', !(width * height > MAXIMUM_PIXELS), message);
      return {};
    },
  },

  PlaybackKeyPair: { complete: withFingerprint },
  PublicKey: { complete: withFingerprint },
};

function withFingerprint(call: Call): JsonObject {
  return { fingerprint: fingerprint(call, text(call.input, 'publicKeyMaterial')) };
}
