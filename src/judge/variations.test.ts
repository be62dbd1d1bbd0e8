import { describe, expect, it } from 'vitest';
import { variations } from '../reference/variations/index.js';
import { seededRandom } from '../reference/variations/random.js';
import { Conversation } from './testing/conversation.js';
import { activity, refusals } from './testing/more.js';
import { conversation, told } from './testing/recorded.js';

/** Longer than any endpoint lags, in the time of the conversations. */
const SETTLE_MS = 100_000;

/** Connections do not show here, nor does what keeps the conversations from making what they are about. */
const VARIATIONS = variations().filter(
  (each) =>
    each.undecides === undefined &&
    !each.id.startsWith('others/no-room') &&
    each.vary(seededRandom(1)).delivery === undefined,
);

describe('endpoints that conform in another way', () => {
  it.each(VARIATIONS)('leave the judge silent: $id', (variation) => {
    const random = seededRandom(1);
    const varied = variation.vary(random);
    for (const converse of [conversation, activity, refusals]) {
      const recorded = converse(new Conversation({ random, varied }));
      expect(told(recorded, varied.settings?.lagMs === undefined ? 0 : SETTLE_MS)).toEqual([]);
    }
  });
});
