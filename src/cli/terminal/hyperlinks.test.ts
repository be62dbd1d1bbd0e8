import { describe, expect, it } from 'vitest';
import { knowsLinks } from './hyperlinks.js';
import { wantsColour } from './options.js';

const terminal = { isTTY: true };
const pipe = { isTTY: false };

describe('links', () => {
  it.each([
    [{ TERM_PROGRAM: 'WezTerm' }, true],
    [{ TERM: 'xterm-kitty' }, true],
    [{ VTE_VERSION: '7203' }, true],
    [{ VTE_VERSION: '4000' }, false],
    [{ TERM: 'xterm' }, false],
    [{ TERM_PROGRAM: 'WezTerm', CI: 'true' }, false],
    [{ FORCE_HYPERLINK: '0', TERM_PROGRAM: 'WezTerm' }, false],
  ])('are shown where the terminal knows them: %o', (environment, expected) => {
    expect(knowsLinks(terminal, environment)).toBe(expected);
  });

  it('are not shown in a pipe, unless asked for', () => {
    expect(knowsLinks(pipe, { TERM_PROGRAM: 'WezTerm' })).toBe(false);
    expect(knowsLinks(pipe, { FORCE_HYPERLINK: '1' })).toBe(true);
  });
});

describe('colours', () => {
  it.each([
    [terminal, {}, true],
    [terminal, { TERM: 'dumb' }, false],
    [terminal, { NO_COLOR: '1' }, false],
    [pipe, {}, false],
    [pipe, { FORCE_COLOR: '1' }, true],
    [terminal, { FORCE_COLOR: '0' }, false],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('are wanted as the terminal and the environment say: %o %o', (stream, environment, expected) => {
    expect(wantsColour(stream, environment)).toBe(expected);
  });
});
