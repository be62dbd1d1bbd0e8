import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { ALPHABET } from './alphabet.js';

/** A regular expression, reduced to what building strings takes. */
export type PatternNode =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'character'; readonly of: readonly string[] }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number };

/** A pattern, ready to build strings from and to test them with. */
export interface ParsedPattern {
  readonly source: string;
  readonly root: PatternNode;
  readonly regex: RegExp;
}

const parsed = new Map<string, ParsedPattern>();
const parser = new RegExpParser();

/**
 * Parses a JSON Schema pattern (the `u` flag holds). Each pattern is parsed once.
 * @throws Error when it is no regular expression, or uses what strings cannot be built from (look-around, back
 * references, classes outside of {@link ALPHABET})
 */
export function parsePattern(source: string): ParsedPattern {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const { alternatives } = parser.parsePattern(source, 0, source.length, { unicode: true });
  const result = { source, root: choice(alternatives, source), regex: new RegExp(source, 'u') };
  parsed.set(source, result);
  return result;
}

/** Whether the pattern's matches can hold a character anywhere. */
export function acceptsAnywhere(node: PatternNode, character: string): boolean {
  switch (node.kind) {
    case 'literal':
      return node.text.includes(character);
    case 'character':
      return node.of.includes(character);
    case 'repeat':
      return acceptsAnywhere(node.node, character);
    default:
      return node.nodes.some((inner) => acceptsAnywhere(inner, character));
  }
}

function choice(alternatives: readonly AST.Alternative[], source: string): PatternNode {
  const nodes = alternatives.map((alternative): PatternNode => {
    const nodes = joined(alternative.elements.flatMap((element) => nodeOf(element, source) ?? []));
    return only(nodes) ?? { kind: 'sequence', nodes };
  });
  return only(nodes) ?? { kind: 'choice', nodes };
}

/** Neighbouring literals as one: most of an ARN, for instance. */
function joined(nodes: readonly PatternNode[]): PatternNode[] {
  const result: PatternNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.kind === 'literal' && last?.kind === 'literal') {
      result.splice(-1, 1, { kind: 'literal', text: last.text + node.text });
    } else {
      result.push(node);
    }
  }
  return result;
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** Undefined for the anchors: strings are always built for the whole pattern. */
function nodeOf(element: AST.Element, source: string): PatternNode | undefined {
  switch (element.type) {
    case 'Character':
      return { kind: 'literal', text: String.fromCodePoint(element.value) };
    case 'CharacterClass':
    case 'CharacterSet':
      return { kind: 'character', of: charactersOf(element.raw, source) };
    case 'Group':
    case 'CapturingGroup':
      return choice(element.alternatives, source);
    case 'Quantifier': {
      const node = nodeOf(element.element, source);
      return node && { kind: 'repeat', node, min: element.min, max: element.max };
    }
    case 'Assertion':
      if (element.kind === 'start' || element.kind === 'end') return undefined;
  }
  throw new Error(`cannot build strings for ${element.raw} in the pattern ${source}`);
}

const classes = new Map<string, readonly string[]>();

function charactersOf(raw: string, source: string): readonly string[] {
  const known = classes.get(raw);
  if (known !== undefined) return known;
  const regex = new RegExp(`^${raw}$`, 'u');
  const characters = ALPHABET.filter((character) => regex.test(character));
  if (characters.length === 0) throw new Error(`no usable character is in ${raw} of the pattern ${source}`);
  classes.set(raw, characters);
  return characters;
}
