import { describe, expect, it } from 'vitest';
import { helpBelow } from './help.js';

const TEXT = `One paragraph that is written
over two lines.

  goLive   {channelArn, video?, audio?} makes a channel go live
and what comes after the list.`;

describe('help below the options', () => {
  const text = helpBelow(
    { text: TEXT, examples: ['run --endpoint http://127.0.0.1:5000/a/path/that/is/long'] },
    40,
  );

  it('fits the terminal, but for what is copied', () => {
    const [example, ...others] = text.split('\n').reverse();
    expect(example).toBe('  npx ivs-conformance run --endpoint http://127.0.0.1:5000/a/path/that/is/long');
    for (const line of others) expect(line.length).toBeLessThanOrEqual(40);
    expect(text).toContain('One paragraph that is written over two\nlines.\n\n');
  });

  it('keeps lists', () => {
    expect(text).toContain(
      '  goLive   {channelArn, video?, audio?}\n           makes a channel go live\nand what comes',
    );
  });
});
