import { oneOf } from './build.js';
import { together, type Variation } from './variation.js';

/** Families of which one does what all others would do after it. */
const PAGING: ReadonlySet<string> = new Set(['list-order', 'pages', 'page-token']);

/** Several variations at once: what is silent alone may not be so in company. */
export function combinations(all: readonly Variation[]): Variation[] {
  const sociable = all.filter(({ alone }) => alone === undefined);
  const groups = new Map<string, Variation[]>();
  for (const one of sociable) {
    const [family = ''] = one.id.split('/');
    const group = PAGING.has(family) ? 'pages' : family;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const local = (group: string) => group !== 'delivery';
  return [
    combination('all/one-of-each-family', 'One variation of each family, drawn anew each time.', (random) =>
      [...groups].filter(([group]) => local(group)).map(([, members]) => oneOf(random, members)),
    ),
    combination('all/some', 'Some variations, drawn anew each time.', (random) =>
      [...groups]
        .filter(([group]) => local(group) && random() < 0.4)
        .map(([, members]) => oneOf(random, members)),
    ),
    combination('all/at-once', 'All variations that can go together.', () =>
      [...groups].filter(([group]) => local(group)).flatMap(([, members]) => whole(members)),
    ),
    combination(
      'all/at-once-delivered',
      'All that can go together, over connections that vary too.',
      (random) =>
        [...groups].flatMap(([group, members]) => (local(group) ? whole(members) : [oneOf(random, members)])),
    ),
  ];
}

/** Of some only one: reads would fail more than once, pages be cut again, and no key would have room. */
const NOT_ALL =
  /^(?:busy\/(?:reads-50[234]|any-50[234]|any-in-html|twice)|(?:pages|list-order|page-token)\/(?!every-way|entries)|others\/have-all-keys)/;

function whole(members: readonly Variation[]): readonly Variation[] {
  return members.filter(({ id }) => !NOT_ALL.test(id));
}

function combination(
  id: string,
  statement: string,
  choose: (random: () => number) => readonly Variation[],
): Variation {
  return {
    id,
    statement,
    freedom: 'Each of them is free.',
    vary(random) {
      const chosen = choose(random);
      return { ...together(chosen.map((one) => one.vary(random))), parts: chosen.map((one) => one.id) };
    },
  };
}
