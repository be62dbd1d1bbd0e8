import { posix } from 'node:path';

/** One import of another file of the project. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** `type`: gone after compilation; `value`: loaded with the file; `dynamic`: loaded when it is asked for. */
  readonly how: 'type' | 'value' | 'dynamic';
}

/** `import … from '…'`, `export … from '…'`, `import '…'`; Biome gives each its own line and single quotes. */
const STATEMENT = /^(?:import\s*|(?:import|export)\b(?<clause>[^;'"=()]*?)\bfrom\s*)'(?<target>[^']+)'/gm;

/** `import('…')`, also in types: `typeof import('…')`. */
const EXPRESSION = /(?<type>\btypeof\s+)?\bimport\(\s*'(?<target>[^']+)'/g;

/** What a TypeScript file imports from files of the project. With `verbatimModuleSyntax`, only `type` clauses vanish. */
export function importsOf(path: string, source: string): Import[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found: Import[] = [];
  const add = (target: string | undefined, how: Import['how']) => {
    if (!target?.startsWith('.')) return;
    const to = posix.join(posix.dirname(path), target).replace(/\.js$/, '.ts');
    found.push({ from: path, to, how });
  };
  for (const { groups } of text.matchAll(STATEMENT)) {
    add(groups?.target, /^\s*type\b/.test(groups?.clause ?? '') ? 'type' : 'value');
  }
  for (const { groups } of text.matchAll(EXPRESSION)) {
    add(groups?.target, groups?.type === undefined ? 'dynamic' : 'type');
  }
  return found;
}

/** The first cycle among value imports, as the files along it; undefined when there is none. */
export function cycleIn(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to, how } of imports) {
    if (how === 'value') next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of next.get(file) ?? []) {
      const cycle = visit(target, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
