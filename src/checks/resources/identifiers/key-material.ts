import { createHash } from 'node:crypto';
import { type Resource, resourceNamed } from '../../../contract/resources.js';
import type { KeyMaterialRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import {
  expectMember,
  expectRefusal,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { ruleCheck } from '../../plan/rule-check.js';
import { makingOf, partOf } from '../../plan/scope.js';
import type { Check, Kind, Scope } from '../../types.js';

/** Public keys are ECDSA keys on P-384, are shown as they were imported, and have a fingerprint. */
export const keyMaterial: Kind = {
  id: 'key-material',
  title: 'Public keys',
  plan: (scope) => rulesOfKind(scope.rules, 'key-material').flatMap((rule) => checks(scope, rule)),
};

function checks(scope: Scope, rule: KeyMaterialRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  return [
    ...(rule.refused ?? []).map((label) => refused(scope, rule, resource, label)),
    ...(rule.shown ? [shown(scope, rule, resource)] : []),
    ...(rule.fingerprint === undefined ? [] : [fingerprint(scope, rule, resource, rule.fingerprint)]),
  ];
}

function refused(scope: Scope, rule: KeyMaterialRule, resource: Resource, label: string): Check {
  const name = resource.create?.operation ?? '';
  return ruleCheck(scope, rule, `/${label}`, {
    operations: makingOf(scope, resource),
    title: `${name} refuses ${rule.member} of the form ${label}`,
    member: rule.member,
    sent: `${name} with generated ${rule.member} of the form ${label}`,
    expected: 'a refusal (4xx); no source names the error',
    run: async (context) => {
      const miss = context.generators.publicKeyMaterialNearMiss().find((each) => each.label === label);
      if (miss === undefined) throw new Error(`no near miss is called ${label}`);
      await context.forAll(
        miss.arbitrary,
        async (material) => {
          const input = { ...context.leastInput(resource), [rule.member]: material };
          expectRefusal(await context.call(name, input), `${rule.member} is no ECDSA public key on P-384`);
        },
        { cases: 2 },
      );
    },
  });
}

function shown(scope: Scope, rule: KeyMaterialRule, resource: Resource): Check {
  const get = partOf(scope, resource, 'get');
  const path = `${resource.create?.output}.${rule.member}`;
  return ruleCheck(scope, rule, '', {
    operations: [...makingOf(scope, resource), ...(get ? [get.operation.operation] : [])],
    title: `a ${resource.name} shows the ${rule.member} that was sent`,
    member: path,
    sent: `${resource.create?.operation} with generated ${rule.member}, then ${get?.operation.operation}`,
    expected: `both answers show the same key, line ends aside`,
    run: (context) =>
      context.forAll(
        context.generators.publicKeyMaterial(),
        async (material) => {
          const owned = await context.create(resource, { [rule.member]: material });
          const seen = stringAt(owned.output, rule.member);
          expectMember(owned.answer, path, keyIn(seen), keyIn(material), { because: 'as it was sent' });
          if (get === undefined) return;
          await context.eventually(async () => {
            const answer = await context.call(get.operation.operation, {
              [get.binding.input ?? 'arn']: owned.arn,
            });
            const read = objectAt(requireSuccess(answer), get.binding.output ?? '');
            const at = `${get.binding.output}.${rule.member}`;
            expectMember(answer, at, keyIn(stringAt(read, rule.member)), keyIn(material), {
              because: 'as it was sent',
            });
          });
        },
        { cases: 3 },
      ),
  });
}

/** The key itself, without labels and line ends; empty for none. */
function keyIn(material: string | undefined): string {
  return (material ?? '').replace(/-----[A-Z ]+-----|\s/g, '');
}

function fingerprint(scope: Scope, rule: KeyMaterialRule, resource: Resource, member: string): Check {
  const path = `${resource.create?.output}.${member}`;
  return ruleCheck(scope, rule, '', {
    operations: makingOf(scope, resource),
    title: `the ${member} of a ${resource.name} is the MD5 of its key`,
    member: path,
    sent: `${resource.create?.operation} with generated ${rule.member}`,
    expected: `${path} is the MD5 of the key's DER, as lower-case hexadecimal pairs with colons between them`,
    run: (context) =>
      context.forAll(
        context.generators.publicKeyMaterial(),
        async (material) => {
          const owned = await context.create(resource, { [rule.member]: material });
          const der = Buffer.from(keyIn(material), 'base64');
          const digest = createHash('md5')
            .update(der)
            .digest('hex')
            .replaceAll(/..(?=.)/g, '$&:');
          if (owned.output[member] === digest) return;
          throw new DeviationFound({
            expected: `${path} is ${show(digest)}, the MD5 of the key's DER`,
            observed: `${path} is ${show(owned.output[member])}`,
            member: path,
            exchange: owned.answer.exchange,
          });
        },
        { cases: 3 },
      ),
  });
}
