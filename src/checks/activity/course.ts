/** Rules that take a course of calls of their own: each is asked by the code that goes by the rule's ID. */

import { type OtherService, resourceNamed } from '../../contract/resources.js';
import { type CourseRule, rulesOfKind } from '../../contract/rules/rules.js';
import type { DriverAction } from '../../transport/driver/types.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** How the endpoint is asked about one rule. */
export interface Course {
  readonly title: string;
  /** What is sent, in words. */
  readonly sent: string;
  /** Resources that are made on the way, by name. */
  readonly makes: readonly string[];
  /** Operations that it calls besides those of the rule. */
  readonly calls?: readonly string[];
  /** Member at fault when it deviates. */
  readonly member?: string;
  readonly drives?: DriverAction;
  /** What it calls of the other service. */
  readonly other?: OtherService;
  /** Pages through what all callers share, of this resource. */
  readonly walks?: string;
  run(context: CheckContext): Promise<void>;
}

/** A kind whose rules each have a course. */
export function courseKind(
  id: CourseRule['kind'],
  title: string,
  courses: { readonly [rule: string]: Course },
): Kind {
  return {
    id,
    title,
    plan: (scope) =>
      rulesOfKind(scope.rules, id).flatMap((rule): Check[] => {
        const course = courses[rule.id];
        return course === undefined ? [] : [check(scope, rule, course)];
      }),
  };
}

function check(scope: Scope, rule: CourseRule, course: Course): Check {
  const { title, sent, member, drives, other, walks, makes, calls = [], run } = course;
  const making = makes.flatMap((name) => makingOf(scope, resourceNamed(scope.resources, name)));
  return {
    ...ruleCheck(scope, rule, '', {
      title,
      sent,
      expected: rule.statement,
      operations: [...new Set([...rule.operations, ...making, ...calls])],
      run,
      ...(member === undefined ? {} : { member }),
    }),
    ...(drives === undefined ? {} : { drives }),
    ...(other === undefined ? {} : { other }),
    ...(walks === undefined ? {} : { walks }),
  };
}
