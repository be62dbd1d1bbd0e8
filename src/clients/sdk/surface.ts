import type { Declarations } from './declarations.js';

/** What a release of the SDK knows of one operation. Paths are as in contracts: `channel.tags{}`, `destinations[].s3`. */
export interface OperationSurface {
  readonly input: ReadonlySet<string>;
  readonly output: ReadonlySet<string>;
  /** `input preset`, `output channel.preset` → values that are declared for the member. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** What service models and contracts say besides; absent of what a client declares. */
  readonly modelled?: ModelledFacts;
}

/** Facts of one operation, each as the text by which it is told. */
export interface ModelledFacts {
  /** `input name maxLength: 128`; enums are not among them. */
  readonly constraints: ReadonlySet<string>;
  /** `ConflictException 409`. */
  readonly errors: ReadonlySet<string>;
  /** `POST /CreateChannel`, `output etag in header ETag`. */
  readonly http: ReadonlySet<string>;
}

/** What a release of the SDK knows of a service: operation → its surface. */
export type Surface = ReadonlyMap<string, OperationSurface>;

/** The operations, members and enum values that a client declares. */
export function surfaceOf(declarations: Declarations): Surface {
  const found = new Map<string, OperationSurface>();
  for (const name of [...declarations.interfaces.keys()].sort()) {
    const operation = /^(\w+)CommandInput$/.exec(name)?.[1];
    if (operation === undefined) continue;
    const enums = new Map<string, readonly string[]>();
    const walk = (part: 'input' | 'output', shape: string): Set<string> => {
      const paths = new Set<string>();
      visit(declarations, shape, '', [], {
        member: (path) => paths.add(path),
        values: (path, values) => enums.set(`${part} ${path}`, values),
      });
      return paths;
    };
    const input = walk('input', name);
    found.set(operation, { input, output: walk('output', `${operation}CommandOutput`), enums });
  }
  return found;
}

interface Visitor {
  member(path: string): void;
  values(path: string, values: readonly string[]): void;
}

/** Members of an interface and all that it holds; a recursive one is entered once. */
function visit(
  declarations: Declarations,
  name: string,
  path: string,
  within: readonly string[],
  to: Visitor,
): void {
  const found = declarations.interfaces.get(name);
  if (found === undefined || within.includes(name)) return;
  for (const parent of found.parents) visit(declarations, parent, path, [...within, name], to);
  for (const [member, type] of found.members) {
    const below = path === '' ? member : `${path}.${member}`;
    to.member(below);
    visitType(declarations, type, below, [...within, name], to);
  }
}

function visitType(
  declarations: Declarations,
  type: string,
  path: string,
  within: readonly string[],
  to: Visitor,
): void {
  const { suffix, inner } = unwrapped(type);
  if (suffix !== '') {
    visitType(declarations, inner, path + suffix, within, to);
    return;
  }
  for (const [name] of inner.matchAll(/[A-Za-z_]\w*/g)) {
    const values = declarations.enums.get(name);
    if (values !== undefined) to.values(path, values);
    else visit(declarations, name, path, within, to);
  }
}

/** A list is `T[]`, a map `Record<string, T>` or, in older releases, `{ [key: string]: T }`. */
function unwrapped(type: string): { suffix: '' | '[]' | '{}'; inner: string } {
  const whole = type.replace(/\s*\|\s*undefined$/, '').trim();
  const list = /^\(?(.*?)\)?\[\]$/s.exec(whole) ?? /^Array<(.*)>$/s.exec(whole);
  if (list !== null) return { suffix: '[]', inner: list[1] ?? '' };
  const map = /^Record<string,\s*(.*)>$/s.exec(whole) ?? /^\{\s*\[\w+: string\]: (.*?);?\s*\}$/s.exec(whole);
  return map === null ? { suffix: '', inner: whole } : { suffix: '{}', inner: map[1] ?? '' };
}
