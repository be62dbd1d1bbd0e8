/** Participant tokens: one for each configuration, expiring when they say. */
import type { CorrespondenceRule, ExpiryRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import { isEmpty } from '../../../contract/schema/values.js';
import { asObject } from '../../ask/exercise.js';
import { callersOf } from '../../ask/valid-request.js';
import {
  at,
  expectMember,
  listAt,
  requireSuccess,
  sameEntries,
  show,
  stringAt,
} from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { ruleCheck } from '../../plan/rule-check.js';
import type { Check, Kind, Scope } from '../../types.js';

/** One entry of the answer for each entry of the request, with what it says. */
export const correspondence: Kind = {
  id: 'correspondence',
  title: 'Corresponding entries',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'correspondence').flatMap((rule) => correspondenceChecks(scope, rule)),
};

function correspondenceChecks(scope: Scope, rule: CorrespondenceRule): Check[] {
  const caller = callersOf(scope).find(({ operation }) => operation.operation === rule.operation);
  const resource = caller?.creates;
  if (caller === undefined || resource === undefined) return [];
  return [
    ruleCheck(scope, rule, '', {
      operations: [rule.operation, ...caller.needs],
      title: `${rule.operation} answers with one entry of ${rule.output} for each of ${rule.input}`,
      member: rule.output,
      sent: `${rule.operation} with generated ${rule.input}`,
      expected: `as many ${rule.output}, each with the members of its ${rule.input}`,
      run: async (context) => {
        const call = await caller.prepare(context, 'accepted');
        await context.forAll(context.inputsFor(resource, { require: [rule.input] }), async (input) => {
          const sent = listAt(input, rule.input);
          const answer = await call({ [rule.input]: sent });
          const seen = listAt(requireSuccess(answer), rule.output);
          if (seen.length !== sent.length) {
            const expected = `${sent.length} ${rule.output}, one for each configuration`;
            throw new DeviationFound({
              expected,
              observed: `${seen.length}`,
              member: rule.output,
              exchange: answer.exchange,
            });
          }
          const unassigned = rule.assigned.find((member) => seen.some((entry) => isEmpty(at(entry, member))));
          if (unassigned !== undefined) {
            const member = `${rule.output}[].${unassigned}`;
            const expected = `every entry of ${rule.output} has a ${unassigned}`;
            throw new DeviationFound({
              expected,
              observed: `${member} is absent or empty`,
              member,
              exchange: answer.exchange,
            });
          }
          // That the entries come in the order of the request is not stated: each is looked for among all.
          for (const [index, entry] of sent.entries()) {
            // What is empty is shown so or not at all.
            const wanted = Object.entries(asObject(entry)).filter(([, value]) => !isEmpty(value));
            const corresponds = seen.some((token) =>
              wanted.every(([member, value]) => sameEntries(asObject(token)[member], value)),
            );
            if (!corresponds)
              expectMember(answer, `${rule.output}[${index}]`, seen[index], entry, { unordered: true });
          }
        });
      },
    }),
  ];
}

/** How far clocks and delays may be apart. */
const TOLERANCE_MINUTES = 5;

/** A timestamp lies the stated number of minutes after the answer. */
export const expiry: Kind = {
  id: 'expiry',
  title: 'Expiry',
  plan: (scope) => rulesOfKind(scope.rules, 'expiry').flatMap((rule) => expiryChecks(scope, rule)),
};

function expiryChecks(scope: Scope, rule: ExpiryRule): Check[] {
  const caller = callersOf(scope).find(({ operation }) => operation.operation === rule.operation);
  if (caller === undefined) return [];
  const path = `${rule.output}${rule.input === undefined ? '' : '[]'}.${rule.timestamp}`;
  return [
    ruleCheck(scope, rule, '', {
      operations: [rule.operation, ...caller.needs],
      title: `${rule.operation} sets ${rule.timestamp} to ${rule.minutes} minutes from now`,
      member: path,
      sent: `${rule.operation} with generated ${rule.minutes}`,
      expected: `${path} is ${rule.minutes} minutes after the answer, give or take ${TOLERANCE_MINUTES} minutes`,
      run: async (context) => {
        const call = await caller.prepare(context, 'accepted');
        await context.forAll(context.fc.integer({ min: 1, max: 20160 }), async (minutes) => {
          const sent = { [rule.minutes]: minutes };
          const answer = await call(rule.input === undefined ? sent : { [rule.input]: [sent] });
          const output = requireSuccess(answer);
          const token = rule.input === undefined ? at(output, rule.output) : listAt(output, rule.output)[0];
          const shown = stringAt(token, rule.timestamp);
          // The endpoint's own clock, where it tells the time, so that a wrong clock here is not held against it.
          const now = Date.parse(answer.exchange.response.headers.date ?? '') || Date.now();
          const seen = (Date.parse(shown ?? '') - now) / 60_000;
          if (Math.abs(seen - minutes) <= TOLERANCE_MINUTES) return;
          throw new DeviationFound({
            expected: `${path} is ${minutes} minutes after the answer`,
            observed:
              shown === undefined ? `${path} is ${show(at(token, rule.timestamp))}` : `${path} is ${shown}`,
            member: path,
            exchange: answer.exchange,
          });
        });
      },
    }),
  ];
}
