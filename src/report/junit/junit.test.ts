import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../results/types.js';
import { reportOn, sampleReport } from '../testing/sample-report.js';
import { renderJunit } from './junit.js';

interface Node {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  text: string;
}

/** Parses by the letter of XML 1.0; throws on anything else. */
function parse(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes).map(([name, value]) => [name, `${value}`]),
    );
    const node = { name: tag.name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('empty document');
  return document;
}

function all(node: Node, name: string): Node[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

function caseOf(report: Report, id: string): Node {
  const found = all(parse(renderJunit(report)), 'testcase').find((one) => one.attributes.name === id);
  if (found === undefined) throw new Error(`no test case ${id}`);
  return found;
}

describe('junit.xml', () => {
  const report = sampleReport();

  it('is well-formed, hostile text included, and has one test case per check and stale entry', () => {
    const cases = all(parse(renderJunit(report)), 'testcase');
    expect(cases).toHaveLength(report.checks.length + 1);
  });

  it('groups by service and kind, and names each case by operation and id', () => {
    const suites = all(parse(renderJunit(report)), 'testsuite').map((suite) => suite.attributes.name);
    expect(suites).toContain('ivs constraint');
    expect(suites).toContain('ivs-realtime shape');
    const { attributes } = caseOf(report, 'constraint/ivs/CreateChannel/name.maxLength');
    expect(attributes).toEqual({
      classname: 'ivs.constraint.CreateChannel',
      name: 'constraint/ivs/CreateChannel/name.maxLength',
      time: '0.038',
    });
  });

  it('turns a deviation into a failure that says expected, observed and how to reproduce it', () => {
    const [failure] = caseOf(report, 'conditional-default/ivs/CreateChannel/preset-by-channel-type').children;
    expect(failure?.name).toBe('failure');
    expect(failure?.attributes.type).toBe('deviates');
    expect(failure?.text).toContain('expected: "HIGHER_BANDWIDTH_DELIVERY" for ADVANCED_HD');
    expect(failure?.text).toContain('observed: ""');
    expect(failure?.text).toContain('reproduce: npx ivs-conformance run');
  });

  it.each([
    ['http/ivs-realtime/StartComposition/implemented', 'failure', 'the endpoint answers 501'],
    ['pagination/ivs/ListStreamKeys/walk', 'error', 'no answer within 10 s ([31mred[0m]0;title)'],
    ['lifecycle/ivs-realtime/GetComposition', 'skipped', 'needs StartComposition, which the endpoint lacks'],
    [
      'default/ivs/ListChannels/page-size',
      'skipped',
      'deviates, accepted by the baseline: our gateway pages by 50; accepted until it is replaced',
    ],
    [
      'http/ivs/ImportPlaybackKeyPair/implemented',
      'skipped',
      'unimplemented, accepted by the baseline: playback keys are out of scope for us',
    ],
    [
      'tags/ivs/TagResource/limit',
      'failure',
      'the check conforms now: remove this entry (accepted because: the gateway allowed 51 tags)',
    ],
  ])('ends %s as %s', (id, name, message) => {
    const [result] = caseOf(report, id).children;
    expect(result?.name).toBe(name);
    expect(result?.attributes.message).toBe(message);
  });

  it('does not fail what deviates from what is only inferred, and says what it is', () => {
    const inferred = report.checks.find(
      ({ outcome, strength }) => outcome === 'deviates' && strength === 'inferred',
    );
    const [result] = caseOf(report, inferred?.id ?? '').children;
    expect(result?.name).toBe('skipped');
    expect(result?.attributes.message).toBe('deviates, inferred: that does not fail the run');
  });

  it('leaves a conforming case without children', () => {
    expect(caseOf(report, 'constraint/ivs/CreateChannel/case-0').children).toEqual([]);
  });

  it('counts in its attributes what is in its elements, for every suite and for the whole', () => {
    const root = parse(renderJunit(report));
    for (const node of [root, ...all(root, 'testsuite')]) {
      const counted = {
        tests: all(node, 'testcase').length,
        failures: all(node, 'failure').length,
        errors: all(node, 'error').length,
        skipped: all(node, 'skipped').length,
      };
      const { tests, failures, errors, skipped } = node.attributes;
      expect({ tests, failures, errors, skipped }).toEqual(
        Object.fromEntries(Object.entries(counted).map(([name, number]) => [name, String(number)])),
      );
    }
    expect(root.attributes).toMatchObject({ tests: '92', failures: '19', errors: '1', skipped: '12' });
  });

  it('is not green when nothing could be asked, nor when the run was interrupted', () => {
    const empty = reportOn([]);
    expect(parse(renderJunit(empty)).attributes.errors).toBe('1');
    const [conforming] = sampleReport().checks.filter((check) => check.outcome === 'conforms');
    const whole = reportOn(conforming === undefined ? [] : [conforming]);
    expect(parse(renderJunit(whole)).attributes.errors).toBe('0');
    const cut = { ...whole, run: { ...whole.run, interrupted: true } };
    expect(parse(renderJunit(cut)).attributes.errors).toBe('1');
  });
});
