import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers } from './call.js';
import { refuseComposed } from './composition.js';
import { named } from './entry.js';
import { nested, pick } from './json.js';
import { page } from './page.js';
import { checkQuota } from './quota.js';
import { requestedTags } from './tags.js';

const KIND = 'encoder-configuration';
const DEFAULT_PAGE_SIZE = 100;
const SUMMARY = ['arn', 'name', 'tags'];
const MAXIMUM_PIXELS = 1920 * 1080;
const DEFAULT_VIDEO: JsonObject = { width: 1280, height: 720, framerate: 30, bitrate: 2_500_000 };

/** Encoder configurations of compositions. */
export const encoderConfigurationHandlers: Handlers = {
  CreateEncoderConfiguration(call, world) {
    const { store, identities } = world;
    const members = {
      name: '',
      ...pick(call.input, ['name']),
      video: video(call),
      tags: requestedTags(call),
    };
    checkQuota(call, world, KIND);
    const entry = store.add(KIND, call.region, identities.arn(call.region, KIND, identities.id()), members);
    return { encoderConfiguration: entry.state };
  },

  GetEncoderConfiguration: (call, world) => ({ encoderConfiguration: named(call, world, KIND).state }),

  DeleteEncoderConfiguration(call, world) {
    const entry = named(call, world, KIND);
    refuseComposed(call, world, entry);
    world.store.remove(entry);
    return {};
  },

  ListEncoderConfigurations(call, { store }) {
    const all = store.all(KIND, call.region);
    const { items, next } = page(call, all, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { encoderConfigurations: items, ...next };
  },
};

function video(call: Call): JsonObject {
  const complete = { ...DEFAULT_VIDEO, ...nested(call.input, 'video') };
  const [width, height] = [Number(complete.width), Number(complete.height)];
  constrain(call, 'video/width-even', width % 2 !== 1, `video.width ${width} is odd`);
  constrain(call, 'video/height-even', height % 2 !== 1, `video.height ${height} is odd`);
  const pixels = width * height;
  const message = `${width}x${height} are more than ${MAXIMUM_PIXELS} pixels`;
  constrain(call, 'video/pixels', !(pixels > MAXIMUM_PIXELS), message);
  return complete;
}
