import { at, count, includes, intersection, type Lengths, remainders, sum, union } from './lengths.js';
import type { PatternNode } from './parse.js';

/** Picks one of `options` alternatives: 0 to `options - 1`, simplest first. */
export type Pick = (options: number) => number;

/** A part of a pattern that knows which lengths its strings can have, and builds one of a given length. */
export interface Drawer {
  readonly lengths: Lengths;
  /** A string of exactly that length, which must be one of {@link lengths}. */
  draw(length: number, pick: Pick): string;
}

/**
 * Prepares a pattern for strings of at most `cap` characters. Length is decided first and then divided among the
 * parts, so that every draw succeeds.
 */
export function drawerOf(node: PatternNode, cap: number): Drawer {
  switch (node.kind) {
    case 'literal':
      return { lengths: union([[node.text.length, node.text.length]], cap), draw: () => node.text };
    case 'character':
      return { lengths: union([[1, 1]], cap), draw: (_, pick) => characterOf(node.of, pick) };
    case 'choice':
      return choiceDrawer(
        node.nodes.map((inner) => drawerOf(inner, cap)),
        cap,
      );
    case 'sequence':
      return sequenceDrawer(
        node.nodes.map((inner) => drawerOf(inner, cap)),
        cap,
      );
    case 'repeat':
      return node.node.kind === 'character'
        ? characterRepeatDrawer(node.node.of, node.min, Math.min(node.max, cap))
        : repeatDrawer(drawerOf(node.node, cap), node.min, node.max, cap);
  }
}

/** How many of the simplest characters are preferred: letters and digits. */
const PREFERRED = 36;

/** Half of the draws take any character of the class, the others one of the simplest. */
function characterOf(characters: readonly string[], pick: Pick): string {
  const drawn = pick(2 * characters.length);
  const index = drawn < characters.length ? drawn : drawn % Math.min(characters.length, PREFERRED);
  return characters[index] ?? '';
}

function characterRepeatDrawer(characters: readonly string[], min: number, max: number): Drawer {
  return {
    lengths: min <= max ? [[min, max]] : [],
    draw(length, pick) {
      let text = '';
      for (let index = 0; index < length; index += 1) text += characterOf(characters, pick);
      return text;
    },
  };
}

function choiceDrawer(options: readonly Drawer[], cap: number): Drawer {
  return {
    lengths: union(
      options.flatMap((option) => option.lengths),
      cap,
    ),
    draw(length, pick) {
      const possible = options.filter((option) => includes(option.lengths, length));
      return possible[pick(possible.length)]?.draw(length, pick) ?? '';
    },
  };
}

function sequenceDrawer(parts: readonly Drawer[], cap: number): Drawer {
  const rests: Lengths[] = [[[0, 0]]];
  for (const part of [...parts].reverse()) rests.unshift(sum(part.lengths, rests[0] ?? [], cap));
  return {
    lengths: rests[0] ?? [],
    draw(length, pick) {
      let left = length;
      let text = '';
      parts.forEach((part, index) => {
        const own = drawLength(part.lengths, left, rests[index + 1] ?? [], pick);
        text += part.draw(own, pick);
        left -= own;
      });
      return text;
    },
  };
}

function repeatDrawer(part: Drawer, min: number, max: number, cap: number): Drawer {
  const sums: Lengths[] = [[[0, 0]]];
  for (let times = 1; times <= Math.min(max, Math.max(min, cap)); times += 1) {
    const next = sum(part.lengths, sums[times - 1] ?? [], cap);
    if (next.length === 0) break;
    sums.push(next);
  }
  return {
    lengths: union(sums.slice(min).flat(), cap),
    draw(length, pick) {
      const possible = sums.flatMap((lengths, times) =>
        times >= min && includes(lengths, length) ? [times] : [],
      );
      let left = length;
      let text = '';
      for (let rest = (possible[pick(possible.length)] ?? 0) - 1; rest >= 0; rest -= 1) {
        const own = drawLength(part.lengths, left, sums[rest] ?? [], pick);
        text += part.draw(own, pick);
        left -= own;
      }
      return text;
    },
  };
}

/** A length for the next part, such that what follows can make up the rest of `total`. */
function drawLength(own: Lengths, total: number, following: Lengths, pick: Pick): number {
  const first = own[0];
  if (own.length === 1 && first !== undefined && first[0] === first[1]) return first[0];
  const possible = intersection(own, remainders(total, following));
  return at(possible, pick(count(possible)));
}
