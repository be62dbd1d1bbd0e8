import { defineConfig } from 'vitepress';
import { CHAPTERS } from '../pages.mjs';

/** Anchors as GitHub makes them, so that links hold in both places.
 * @param {string} heading */
const slugOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

export default defineConfig({
  title: 'ivs-conformance',
  description: 'Does this endpoint behave as Amazon IVS documents it?',
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: '.cache',
  // There is no icon, and none is asked for.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // What is copied as it is, is no page that VitePress knows; the check of the site follows these links too.
  ignoreDeadLinks: [/^\/files\//],
  markdown: { anchor: { slugify: slugOf } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: CHAPTERS.map(({ text, pages }) => ({
      text,
      items: pages.map(({ text: name, page }) => ({
        text: name,
        link: `/${page.replace(/(^|\/)index$/, '$1')}`,
      })),
    })),
  },
});
