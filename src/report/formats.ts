/** The formats in which a report can be written to a file. */
import type { Report } from '../results/types.js';
import { renderHtml } from './html/page.js';
import { renderJson } from './json.js';
import { renderJunit } from './junit/junit.js';
import { renderMarkdown } from './markdown/markdown.js';

/** A format by the name that users give it. */
export type ReportFormat = 'json' | 'html' | 'junit' | 'markdown';

/** How a report is written in one format. */
export interface Format {
  /** File name inside the report directory. */
  readonly file: string;
  /** A pure function of the report. */
  readonly render: (report: Report) => string;
}

/** Every format. */
export const formats: Readonly<Record<ReportFormat, Format>> = {
  json: { file: 'report.json', render: renderJson },
  html: { file: 'report.html', render: renderHtml },
  junit: { file: 'junit.xml', render: renderJunit },
  markdown: { file: 'report.md', render: renderMarkdown },
};

/** The names of the formats. */
export const FORMAT_NAMES: readonly ReportFormat[] = ['json', 'html', 'junit', 'markdown'];
