/** `report.json`: the report as data, described by `reports/report.schema.json`. */
import type { Report } from '../results/types.js';

/** The report as indented JSON. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
