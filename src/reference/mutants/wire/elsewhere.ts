import type { Call } from '../../state/call.js';
import { text } from '../../state/json.js';
import { mutantOf, type Place, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES, type ResourceType } from '../build/resources.js';

/** What is not looked at when a resource is found by its ARN, and an ARN without it. */
const PARTS: readonly {
  readonly family: string;
  readonly what: string;
  readonly without: (arn: string) => string;
}[] = [
  {
    family: 'found-in-another-region',
    what: 'region',
    without: (arn) => arn.replace(/^(arn:aws:ivs:)[^:]*/, '$1'),
  },
  {
    family: 'found-in-another-account',
    what: 'account',
    without: (arn) => arn.replace(/^(arn:aws:ivs:[^:]*:)[^:]*/, '$1'),
  },
  { family: 'found-in-another-case', what: 'case', without: (arn) => arn.toLowerCase() },
];

/** Resources that are found although a part of the ARN is another one. */
export function elsewhereMutants(): Mutant[] {
  return RESOURCE_TYPES.flatMap((type) =>
    [type.get, type.update, type.delete]
      .filter((operation) => operation !== undefined)
      .flatMap((operation) => PARTS.map((part) => found(type, { service: type.service, operation }, part))),
  );
}

function found(
  { kind }: ResourceType,
  place: Place,
  { family, what, without }: (typeof PARTS)[number],
): Mutant {
  const statement = `The ${what} of the ARN is not looked at.`;
  return mutantOf(family, place, [], statement, (call: Call, next, { store }) => {
    const wanted = without(text(call.input, 'arn'));
    const entry = store.all(kind, call.region).find(({ arn }) => without(arn) === wanted);
    return next(entry === undefined ? call : withInput(call, { arn: entry.arn }));
  });
}
