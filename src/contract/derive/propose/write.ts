import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../types.js';
import { parseFile } from '../smithy/locate.js';
import { withEntries } from './insert.js';
import { ruleEntry } from './kinds/rules.js';
import type { Proposals } from './proposals.js';

const COMMENTS: { readonly [file: string]: string } = {
  'resources.json':
    'Resources of the service and the operations that make, read, change and remove them. Written by hand.',
  'rules.json': 'Documented behaviours that a schema cannot express. Written by hand, in our own words.',
  'decisions.json':
    'What is decided of the sentences of the documentation, by hand: which rules ask them, or why none does.',
};

/**
 * The files with the proposals in them.
 * @param folder that of the service
 * @returns file name → text, only of files that change
 * @throws ModelError when a file is no JSON
 */
export function proposedFiles(folder: string, proposals: Proposals): Map<string, string> {
  const { contract, resources, rules, sentences } = proposals;
  return new Map([
    ...changed(folder, 'resources.json', 'resources', amendedResources(proposals), [
      ...resources.map((entry) => marked(entry)),
    ]),
    ...changed(
      folder,
      'rules.json',
      'rules',
      amendedRules(proposals),
      rules.map((rule) => ruleEntry(contract, rule)),
    ),
    ...changed(
      folder,
      'decisions.json',
      'decisions',
      [],
      together(sentences.map(({ decision }) => plain(decision))),
    ),
  ]);
}

/** An entry of a list and what becomes of it. */
interface Amendment {
  /** Its `name` or `id`. */
  readonly entry: string;
  readonly change: (entry: JsonObject) => JsonObject;
}

function changed(
  folder: string,
  file: string,
  key: string,
  amendments: readonly Amendment[],
  added: readonly JsonObject[],
): [string, string][] {
  if (amendments.length === 0 && added.length === 0) return [];
  const path = join(folder, file);
  const empty = `{\n  "$comment": ${JSON.stringify(COMMENTS[file])},\n  "${key}": [\n  ]\n}\n`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : empty;
  const entries = existsSync(path) ? (parseFile<{ [key: string]: JsonObject[] }>(path)[key] ?? []) : [];
  const replaced = new Map<number, JsonObject>();
  for (const { entry, change } of amendments) {
    const at = entries.findIndex(({ name, id }) => name === entry || id === entry);
    const found = replaced.get(at) ?? entries[at];
    if (found !== undefined) replaced.set(at, change(found));
  }
  return [[file, withEntries(text, replaced, added)]];
}

function amendedResources({ resources, references, actions }: Proposals): Amendment[] {
  const isNew = (resource: string) => resources.some(({ name }) => name === resource);
  return [
    ...references.map(({ resource, reference }) => ({
      entry: resource,
      change: (entry: JsonObject) => extended(entry, 'references', marked(reference)),
    })),
    ...actions.flatMap(({ resource, action }) =>
      resource === undefined || isNew(resource)
        ? []
        : [{ entry: resource, change: (entry: JsonObject) => extended(entry, 'actions', marked(action)) }],
    ),
  ];
}

function amendedRules({ filters }: Proposals): Amendment[] {
  return filters.flatMap(({ rule, members }) =>
    members.map((member) => ({
      entry: rule,
      change: (entry: JsonObject) => extended(entry, 'members', marked(member)),
    })),
  );
}

function extended(entry: JsonObject, key: string, item: Json): JsonObject {
  const list = entry[key];
  return { ...entry, [key]: [...(Array.isArray(list) ? list : []), item] };
}

/** With the mark of a proposal behind its name. */
function marked(entry: object): JsonObject {
  const [[key, value] = ['name', ''], ...rest] = Object.entries(plain(entry));
  return { [key]: value, proposal: true, ...Object.fromEntries(rest) };
}

function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** Decisions that differ in their sentences only, in one. */
function together(decisions: readonly JsonObject[]): JsonObject[] {
  const groups = new Map<string, JsonObject>();
  for (const { sentences, ...what } of decisions) {
    const key = JSON.stringify(what);
    const known = groups.get(key) ?? { ...what, sentences: [] };
    groups.set(key, {
      ...known,
      sentences: [known.sentences, sentences].flatMap((list) => (Array.isArray(list) ? list : [])),
    });
  }
  return [...groups.values()];
}
