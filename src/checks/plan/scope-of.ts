import { loadContract } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { resourcesIn } from '../../contract/revisions/revise-resources.js';
import { rulesIn } from '../../contract/revisions/revise-rules.js';
import { settled } from '../../contract/revisions/unchanged-since.js';
import { loadRules } from '../../contract/rules/rules.js';
import type { Contract } from '../../contract/types.js';
import type { Scope } from '../types.js';

/**
 * What checks of a contract are planned from. Of an earlier revision, that is what was documented then; what later
 * revisions changed in it is not asked, because an endpoint may know of them: AWS itself does.
 */
export function scopeOf(contract: Contract): Scope {
  const { service } = contract;
  const [latest, resources, rules] = [loadContract(service), loadResources(service), loadRules(service)];
  if (contract.revision === latest.revision) return { contract, resources, rules };
  const there = resourcesIn(contract, resources);
  return {
    contract: settled(contract, latest),
    resources: there,
    rules: rulesIn(contract, there, rules),
    later: new Set([...latest.operations.keys()].filter((name) => !contract.operations.has(name))),
  };
}
