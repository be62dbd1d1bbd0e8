import type { Json, JsonObject } from '../contract/types.js';
import type { Handlers } from './call.js';
import { named } from './entry.js';
import { notFound } from './fault.js';
import { isObject, list, pick, text } from './json.js';

/** The batch operation reports HTTP statuses, as text (documented by an example that has "403"). */
const NOT_FOUND = '404';

/** Revocation of viewer sessions. Nobody ever watches, so there is nothing to revoke, which is no error. */
export const viewerSessionHandlers: Handlers = {
  StartViewerSessionRevocation(call, world) {
    named(call, world, 'channel', 'channelArn');
    return {};
  },

  BatchStartViewerSessionRevocation(call, { store }) {
    const isUnknown = (one: JsonObject): boolean =>
      store.find('channel', call.region, text(one, 'channelArn')) === undefined;
    const errors = list(call.input, 'viewerSessions')
      .filter((one: Json) => isObject(one))
      .filter(isUnknown)
      .map((one) => ({
        ...pick(one, ['channelArn', 'viewerId']),
        code: NOT_FOUND,
        message: notFound(text(one, 'channelArn')).message,
      }));
    return errors.length === 0 ? {} : { errors };
  },
};
