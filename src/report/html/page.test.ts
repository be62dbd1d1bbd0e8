import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { countStandings } from '../summary/summarise.js';
import { HOSTILE } from '../testing/hostile-text.js';
import { reportOn, sampleReport } from '../testing/sample-report.js';
import { renderHtml } from './page.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** All elements of a page, as a browser would read it. */
function elementsOf(page: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node) => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(page));
  return found;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const report = sampleReport();
const page = renderHtml(report);
const elements = elementsOf(page);
const named = (tag: string) => elements.filter((element) => element.tagName === tag);
const classed = (name: string) =>
  elements.filter((element) => (attribute(element, 'class') ?? '').split(' ').includes(name));

describe('report.html', () => {
  it('has every check once, with how it stands', () => {
    const checks = classed('check');
    expect(checks).toHaveLength(report.checks.length);
    const counts = countStandings(report.checks);
    for (const [standing, number] of Object.entries(counts)) {
      expect(checks.filter((check) => attribute(check, 'data-outcome') === standing)).toHaveLength(number);
    }
    expect(new Set(checks.map((check) => attribute(check, 'id'))).size).toBe(report.checks.length);
  });

  it('has a matrix whose cells add up to the checks and lead to one', () => {
    const cells = named('a').filter((link) => attribute(link, 'aria-label')?.includes(', '));
    const numbers = cells.flatMap((cell) => textOf(cell).match(/\d+/g) ?? []);
    expect(numbers.reduce((sum, number) => sum + Number(number), 0)).toBe(report.checks.length);
    const ids = new Set(elements.map((element) => attribute(element, 'id')));
    for (const cell of cells) expect(ids).toContain(attribute(cell, 'href')?.slice(1));
    expect(cells.map((cell) => attribute(cell, 'aria-label'))).toContain(
      'CreateChannel, constraint: 12 deviate, 2 conform',
    );
  });

  it('is one file: nothing is loaded from anywhere', () => {
    const loading = elements.filter((element) => attribute(element, 'src') ?? element.tagName === 'link');
    expect(loading).toEqual([]);
    for (const link of named('a'))
      expect(attribute(link, 'href')).toMatch(/^(#|https:\/\/docs\.aws\.amazon\.com\/)/);
  });

  it('allows by its policy its own style and script, and nothing else', () => {
    const meta = named('meta').find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
    const policy = attribute(meta ?? fail(), 'content') ?? '';
    const hash = (tag: string) => {
      const sources = named(tag).map(textOf);
      expect(sources).toHaveLength(1);
      return `'sha256-${createHash('sha256').update(sources.join('')).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
  });

  it('has a script that a browser can read', () => {
    expect(() => new Script(named('script').map(textOf).join(''))).not.toThrow();
  });

  it('takes hostile text for text', () => {
    const tags = new Set(elements.map((element) => element.tagName));
    for (const tag of ['img', 'iframe', 'object', 'embed', 'base', 'x']) expect(tags).not.toContain(tag);
    const handlers = elements.flatMap((element) =>
      element.attrs.filter(({ name }) => /^on|^style$/.test(name)),
    );
    expect(handlers).toEqual([]);
    expect(page).not.toContain(HOSTILE.script);
    expect(page).not.toMatch(/[^\P{Cc}\n\t]|\u202e|\u2028/u);
    const texts = classed('title').map(textOf);
    expect(texts).toContain(`CreateStage answers in its shape (${HOSTILE.script})`);
  });

  it('shows inferred deviations apart, and what is open is a deviation', () => {
    const inferred = elements.find((element) => attribute(element, 'id') === 'section-deviates');
    const open = classed('section').filter((section) => attribute(section, 'open') !== undefined);
    expect(textOf(inferred ?? fail())).toContain('CreateStage');
    expect(open.map((section) => attribute(section, 'id'))).toEqual(['section-deviates']);
  });

  it('gives each deviation its commands, with a button that says what it copies', () => {
    const labels = named('button').filter((button) => attribute(button, 'data-copy') !== undefined);
    const deviations = report.checks.filter((check) => check.deviation !== undefined).length;
    expect(labels).toHaveLength(4 * deviations);
    expect(new Set(labels.map((label) => attribute(label, 'aria-label')))).toEqual(
      new Set([
        'Copy the ivs-conformance command',
        'Copy the curl command',
        'Copy the AWS CLI command',
        'Copy the AWS SDK command',
      ]),
    );
  });

  it('gives every control a name', () => {
    for (const control of [...named('input'), ...named('select')]) {
      const parent = control.parentNode;
      expect(parent !== null && 'tagName' in parent ? parent.tagName : '').toBe('label');
    }
    for (const button of named('button')) {
      expect(textOf(button) !== '' || attribute(button, 'hidden') !== undefined).toBe(true);
    }
  });

  it('stays below four megabytes for 2,000 checks, 300 deviations and 20 huge exchanges each', () => {
    const big = sampleReport({ conforming: 1700, deviating: 300 });
    const checks = big.checks.map((check) => {
      const [first] = check.deviation?.exchanges ?? [];
      if (check.deviation === undefined || first?.response === undefined) return check;
      const huge = { ...first, response: { ...first.response, body: '<&>'.repeat(20_000) } };
      return { ...check, deviation: { ...check.deviation, exchanges: Array(20).fill(huge) } };
    });
    const rendered = renderHtml({ ...big, checks });
    expect(rendered.length).toBeLessThan(4_000_000);
    expect(rendered).toContain('more characters in report.json');
    expect(rendered).toMatch(/Exchanges 2 to \d+ are in report\.json/);
  });

  it('says so when nothing could be asked', () => {
    const empty = elementsOf(renderHtml(reportOn([])));
    const heading = empty.find((element) => element.tagName === 'h1');
    expect(textOf(heading ?? fail())).toContain('NO CHECK WAS SELECTED');
  });
});

function fail(): never {
  throw new Error('the element is missing');
}
