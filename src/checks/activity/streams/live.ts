import type { LiveRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import { ruleCheck } from '../../plan/rule-check.js';
import type { Check, Kind, Scope } from '../../types.js';
import type { Behaviour } from './behaviour.js';
import { CHANNEL } from './channel.js';
import { ENDING } from './ending.js';
import { LISTS } from './lists.js';
import { SESSION } from './session.js';
import { makingLive } from './stream.js';

/** What happens to streams from their beginning to their end, and because of them. */
export const live: Kind = {
  id: 'live',
  title: 'Live streams',
  plan: (scope) => rulesOfKind(scope.rules, 'live').map((rule) => check(scope, rule, behaviourOf(rule))),
};

const BEHAVIOURS: { readonly [aspect: string]: Behaviour | undefined } = {
  ...ENDING,
  ...SESSION,
  ...CHANNEL,
  ...LISTS,
};

/** @throws Error when the rule names an aspect that nobody asks for */
function behaviourOf({ id, aspect }: LiveRule): Behaviour {
  const behaviour = BEHAVIOURS[aspect];
  if (behaviour === undefined)
    throw new Error(`the rule ${id} names the aspect ${aspect}, which there is not`);
  return behaviour;
}

function check(scope: Scope, rule: LiveRule, behaviour: Behaviour): Check {
  const { title, member, sent, expected, walks, needs } = behaviour;
  const others = needs?.(scope) ?? [];
  return ruleCheck(scope, rule, '', {
    operations: [...new Set([...rule.operations, ...makingLive(scope), ...others])],
    drives: 'goLive',
    title,
    sent,
    expected,
    ...(member === undefined ? {} : { member }),
    ...(walks === undefined ? {} : { walks }),
    run: (context) => behaviour.ask(context),
  });
}
