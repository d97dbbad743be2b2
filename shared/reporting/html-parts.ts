import type { Figure } from '../contract/reports.ts';
import type { Cell, Table } from './tables.ts';
import { number2 } from './words.ts';

/** What a report's page is built of: text is escaped here, and nowhere else. */

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text, in elements and attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (each) => ENTITIES[each] ?? '');

const written = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'string') return escapeHtml(cell);
  return Number.isInteger(cell) ? String(cell) : number2(cell);
};

export function tableHtml({ title, head, rows }: Table): string {
  if (rows.length === 0) return '';
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' class="n"' : ''}>${written(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  const names = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  return `<details><summary>${escapeHtml(title)}</summary><div class="scroll"><table><thead><tr>${names}</tr></thead><tbody>
${body}
</tbody></table></div></details>`;
}

export interface PlotRow {
  name: string;
  figure: Figure;
  /** The value in words, and what stands at the end. */
  words: string;
  beside: string;
  isFlagged?: boolean;
}

const WIDTH = 860;
const NAME = 250;
const SCALE = 330;
const ROW = 26;

/** Values with their intervals on one scale: an SVG that needs no script, told apart by shape. */
export function intervalPlot(
  title: string,
  rows: readonly PlotRow[],
  {
    from,
    to,
    lines,
    ticks,
  }: { from: number; to: number; lines: readonly number[]; ticks: readonly number[] },
): string {
  if (rows.length === 0) return '';
  const x = (value: number) =>
    (NAME + (SCALE * (Math.min(to, Math.max(from, value)) - from)) / (to - from)).toFixed(1);
  const height = rows.length * ROW + 28;
  const marks = lines
    .map((line) => `<line class="l" x1="${x(line)}" x2="${x(line)}" y1="0" y2="${rows.length * ROW}"/>`)
    .join('');
  const drawn = rows.map(({ name, figure, words, beside, isFlagged = false }, index) => {
    const y = index * ROW + ROW / 2;
    const { value, low, high } = figure;
    const whisker =
      low === null || high === null
        ? ''
        : `<path class="w" d="M${x(low)} ${y - 4}v8M${x(low)} ${y}H${x(high)}M${x(high)} ${y - 4}v8"/>`;
    const point =
      value === null
        ? ''
        : isFlagged
          ? `<rect class="f" x="${Number(x(value)) - 4}" y="${y - 4}" width="8" height="8" transform="rotate(45 ${x(value)} ${y})"/>`
          : `<circle class="p" cx="${x(value)}" cy="${y}" r="4.5"/>`;
    return `<text x="0" y="${y + 4}">${escapeHtml(name)}</text>${whisker}${point}<text x="${NAME + SCALE + 16}" y="${y + 4}">${escapeHtml(words)}</text><text class="s" x="${WIDTH}" y="${y + 4}" text-anchor="end">${escapeHtml(beside)}</text>`;
  });
  const scale = ticks
    .map(
      (tick) =>
        `<text class="s" x="${x(tick)}" y="${rows.length * ROW + 18}" text-anchor="middle">${number2(tick)}</text>`,
    )
    .join('');
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${marks}${drawn.join('\n')}${scale}</svg>`;
}
