/**
 * Builds the site into site/dist from the documents of the project, the docstrings of what the package exports, and the
 * rules by operation:
 *
 *   npm run docs
 *
 * What it is built with is installed into site/node_modules first, when it is not there: see site/package.json.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { build } from 'vitepress';
import { rulesByOperation } from '../dist/src/proof/catalogue/rules/by-operation.js';
import { ROOT, STAGE, stageDocuments, writePage } from './stage.mjs';

rmSync(STAGE, { recursive: true, force: true });
stageDocuments();
for (const service of ['ivs', 'ivs-realtime']) writePage(`operations/${service}`, rulesByOperation(service));
await writeApi();
await build(join(ROOT, 'site'));

/** The API reference as pages, one for each entry of the package. */
async function writeApi() {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    name: 'API',
    entryPoints: ['src/api/index.ts', 'generators/index.ts', 'src/api/vitest/index.ts'].map((path) =>
      join(ROOT, path),
    ),
    basePath: ROOT,
    tsconfig: join(ROOT, 'tsconfig.build.json'),
    // The compiler of the project is newer than the one that TypeDoc knows, and has checked all this already.
    skipErrorChecking: true,
    readme: 'none',
    disableSources: true,
    logLevel: 'Error',
    outputs: [{ name: 'markdown', path: join(STAGE, 'api') }],
    ...{ router: 'module', entryFileName: 'index', hidePageHeader: true, hideBreadcrumbs: true },
    // Headings of the same name would share an anchor else.
    useHTMLAnchors: true,
    ...{ parametersFormat: 'table', interfacePropertiesFormat: 'table', typeAliasPropertiesFormat: 'table' },
    groupOrder: ['Functions', 'Interfaces', 'Type Aliases', '*'],
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the sources.');
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error('TypeDoc could not write the API reference.');
}
