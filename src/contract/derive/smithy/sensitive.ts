import { compareNames, type ModelShape, membersOf, type ServiceModel, shapeOf } from './model.js';

/** Paths of a structure's sensitive members: JSON pointers, `*` standing for any list index or map key. */
export function sensitivePaths(model: ServiceModel, structure: ModelShape): string[] {
  const paths = new Set<string>();
  const visit = (shape: ModelShape, path: string, within: readonly ModelShape[]): void => {
    if (shape.sensitive === true) paths.add(path);
    if (within.includes(shape)) return;
    const inner = [...within, shape];
    for (const [name, member] of membersOf(shape)) {
      const memberPath = `${path}/${name}`;
      if (member.sensitive === true) paths.add(memberPath);
      visit(shapeOf(model, member.shape), memberPath, inner);
    }
    for (const item of [shape.member, shape.value]) {
      if (item !== undefined) visit(shapeOf(model, item.shape), `${path}/*`, inner);
    }
  };
  visit(structure, '', []);
  return [...paths].sort(compareNames);
}
