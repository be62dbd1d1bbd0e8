import { isEmpty, isObject, listAt, sameEntries } from '../../contract/values.js';
import type { Scene } from './scene.js';

/** One output entry for each input entry, with what that asked for. */
export function seeCorrespondence<E>(scene: Scene<E>): void {
  const { call, reading } = scene;
  for (const rule of call.facts.ofKind('correspondence')) {
    if (rule.operation !== call.operation.operation || !call.isValid) continue;
    const [sent, shown] = [listAt(call.input, rule.input), listAt(reading.output, rule.output)];
    const tell = (expected: string, observed: string) =>
      scene.tell({ code: 'not-as-sent', rule: rule.id, member: rule.output, expected, observed });
    if (shown.length !== sent.length) {
      tell(`${sent.length} entries, one for each of ${rule.input}`, `${shown.length} entries`);
      continue;
    }
    const missing = sent.findIndex(
      (entry) =>
        isObject(entry) &&
        !shown.some(
          (each) =>
            isObject(each) &&
            Object.entries(entry).every(
              ([member, value]) => isEmpty(value) || sameEntries(each[member], value),
            ),
        ),
    );
    if (missing >= 0) tell(`an entry with the members of ${rule.input}[${missing}]`, 'none has them');
  }
}
