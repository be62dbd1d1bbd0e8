import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { content, html, webLink } from './markup.js';

describe('markup', () => {
  it('escapes what is interpolated, and keeps markup and nothing as they are', () => {
    const inner = html`<b>${'<&>'}</b>`;
    expect(html`<p title="${`"'`}">${inner}${undefined}${3}${[inner, 'x']}</p>`.toString()).toBe(
      '<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b>3<b>&lt;&amp;&gt;</b>x</p>',
    );
  });

  it('survives any text in an attribute and in content', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { childNodes } = parseFragment(
          html`<i title="${text}">${text}</i><u>${content(text)}</u>`.toString(),
        );
        expect(childNodes.map((node) => node.nodeName)).toEqual(['i', 'u']);
        for (const node of childNodes) {
          const children = 'childNodes' in node ? node.childNodes : [];
          expect(children.every((child) => child.nodeName === '#text')).toBe(true);
          expect('attrs' in node ? node.attrs.map(({ name }) => name) : []).toEqual(
            node.nodeName === 'i' ? ['title'] : [],
          );
        }
      }),
    );
  });

  it('links to the web only', () => {
    expect(webLink('https://docs.aws.amazon.com/ivs/', 'IVS').toString()).toContain('<a href="https://docs');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', undefined]) {
      expect(webLink(url, 'x').toString()).toBe('<span>x</span>');
    }
  });
});
