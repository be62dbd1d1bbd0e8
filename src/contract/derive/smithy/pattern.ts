import { ModelError } from './model.js';

/**
 * A model's pattern for the whole string. Models are meant that way but write some patterns with anchors, some
 * without and some with doubled ones; the anchors around each alternative are taken off before new ones are set.
 * @throws ModelError when the result is no Unicode-aware regular expression
 */
export function anchored(pattern: string): string {
  const alternatives = topLevelAlternatives(pattern).map((alternative) =>
    alternative.replace(/^\^+/, '').replace(/(?<!\\)\$+$/, ''),
  );
  const whole = `^(?:${alternatives.join('|')})$`;
  try {
    new RegExp(whole, 'u');
  } catch (cause) {
    throw new ModelError(`the pattern ${pattern} is no Unicode-aware regular expression`, { cause });
  }
  return whole;
}

/** Splits at the `|` that stand outside of groups and character classes. */
function topLevelAlternatives(pattern: string): string[] {
  const alternatives = [''];
  let depth = 0;
  let inClass = false;
  for (const token of pattern.match(/\\.|./gsu) ?? []) {
    if (inClass) inClass = token !== ']';
    else if (token === '[') inClass = true;
    else if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    if (token === '|' && depth === 0 && !inClass) alternatives.push('');
    else alternatives.push((alternatives.pop() ?? '') + token);
  }
  return alternatives;
}
