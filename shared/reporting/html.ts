import type { Figure, Report } from '../contract/reports.ts';
import { escapeHtml, intervalPlot, type PlotRow, tableHtml } from './html-parts.ts';
import { reportTables } from './tables.ts';
import {
  agreementSentence,
  decouplingSentence,
  FIRM,
  figureWords,
  gradersSentence,
  isTooFew,
  judgesSentence,
  leadingFigure,
  outcomesSentence,
  percentWords,
  rangeWords,
  signed2,
  TENTATIVE,
} from './words.ts';

const STYLE = `
:root{color-scheme:light dark;--ink:#1c201e;--ink2:#4c534f;--line:#dfe2dc;--sheet:#fcfcfa;--accent:#17654f;--bad:#ae3b0b}
@media(prefers-color-scheme:dark){:root{--ink:#e5e8e4;--ink2:#b4bbb6;--line:#303633;--sheet:#1c201e;--accent:#6fc4a8;--bad:#f0936a}}
body{margin:0 auto;max-width:60rem;padding:2rem 1.5rem;background:var(--sheet);color:var(--ink);font:.9375rem/1.5 system-ui,sans-serif}
h1{font-size:1.375rem}h2{margin-top:2.5rem;padding-top:1.5rem;border-top:1px solid var(--line);font-size:1.0625rem}
p{max-width:70ch}.answer{font:1.0625rem/1.5 Georgia,serif;color:var(--ink2)}.small,.s{color:var(--ink2);font-size:.8125rem}
svg{width:100%;height:auto}svg text{fill:var(--ink);font:13px system-ui,sans-serif}svg .s{fill:var(--ink2);font-size:12px}
.l{stroke:var(--ink2);stroke-dasharray:2 3}.w{stroke:var(--ink2);stroke-width:1.5;fill:none}.p{fill:var(--accent)}.f{fill:var(--bad)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.8125rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}td.n{text-align:right}
summary{cursor:pointer;margin-top:.5rem}@media print{details{display:block}}
`;

const valueAndRange = (figure: Figure, write?: (value: number) => string): string =>
  figure.low === null
    ? figureWords(figure, write)
    : `${figureWords(figure, write)}  (${rangeWords(figure, write)})`;

function agreementRows({ agreement }: Report): PlotRow[] {
  const few: Figure = { value: null, low: null, high: null, reason: null };
  return Object.values(agreement).map((on) => ({
    name: on.title,
    figure: isTooFew(on) ? few : leadingFigure(on),
    words: isTooFew(on) ? 'too few to say' : valueAndRange(leadingFigure(on)),
    beside: `${on.items} items`,
  }));
}

function auditRows({ decoupling }: Report): PlotRow[] {
  const few: Figure = { value: null, low: null, high: null, reason: null };
  return decoupling.graders.map(({ grader, verdict, residual, comparable }) => {
    const isTold = verdict !== 'not_enough_to_tell';
    const flag = verdict === 'flagged' ? ', flagged' : '';
    return {
      name: grader,
      figure: isTold ? residual.r : few,
      words: isTold ? `${valueAndRange(residual.r, signed2)}${flag}` : 'not enough to tell',
      beside: `n ${comparable}`,
      isFlagged: verdict === 'flagged',
    };
  });
}

const judgeRows = ({ judges }: Report): PlotRow[] =>
  Object.values(judges).map(({ judge, auc, items }) => ({
    name: judge,
    figure: auc,
    words: valueAndRange(auc),
    beside: `${items} items`,
  }));

function outcomeRows({ outcomes }: Report): PlotRow[] {
  const { strict, lenient } = outcomes;
  const row = (name: string, figure: Figure, items: number): PlotRow => ({
    name,
    figure,
    words: valueAndRange(figure, percentWords),
    beside: `${items} items`,
  });
  return [
    row('Confessed, of what misbehaved', strict.confessed_if_misbehaved, strict.items),
    row('The same, lenient', lenient.confessed_if_misbehaved, lenient.items),
    row('Misbehaved and not confessed', strict.hidden, strict.items),
    row('Behaved, yet confessed', strict.over_confessed, strict.items),
  ];
}

/**
 * The report as one file that stands by itself: no script, nothing fetched, plots as SVG, every table folded under its
 * section. What people and models called things is escaped.
 */
export function reportHtml(report: Report): string {
  const { counts } = report;
  const tables = reportTables(report);
  const tablesOf = (...names: string[]) =>
    tables
      .filter(({ name }) => names.includes(name))
      .map(tableHtml)
      .join('\n');
  const share = { from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };
  const section = (question: string, answer: string, ...parts: string[]) =>
    `<section><h2>${escapeHtml(question)}</h2><p class="answer">${escapeHtml(answer)}</p>\n${parts.join('\n')}</section>`;
  const title = `${report.dataset}: report`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="small">${counts.labels} labels of ${counts.graders} graders. Agreement is measured over ${counts.counted} blind labels of items without a known answer (${counts.not_blind} not blind and ${counts.gold} of known answers left out). Intervals: ${report.draws} draws by transcript family, seed ${report.seed}.</p>
${section(
  'Do the graders agree?',
  agreementSentence(report),
  intervalPlot('Agreement by question', agreementRows(report), { ...share, lines: [TENTATIVE, FIRM] }),
  tablesOf('agreement', 'agreement-by-part', 'honesty'),
)}
${section(
  'Does honesty follow the quality of the work?',
  decouplingSentence(report),
  intervalPlot('Residual correlation by grader', auditRows(report), {
    from: -0.4,
    to: 0.4,
    lines: [-0.1, 0, 0.1],
    ticks: [-0.4, -0.2, 0, 0.2, 0.4],
  }),
  tablesOf('decoupling'),
)}
${section(
  'Do the judges see what people see?',
  judgesSentence(report),
  intervalPlot('AUC by judge', judgeRows(report), { from: 0.5, to: 1, lines: [], ticks: [0.5, 0.75, 1] }),
  tablesOf('judges', 'judge-calibration', 'judge-confusion'),
)}
${section('Graders', gradersSentence(report), tablesOf('graders', 'leaning-by-week', 'confidence', 'dawid-skene'))}
${section(
  'What do the models hide?',
  outcomesSentence(report),
  intervalPlot('Outcome rates', outcomeRows(report), { ...share, lines: [] }),
  tablesOf('outcomes', 'monitoring'),
)}
<section><h2>Items behind the figures</h2>${tablesOf('items', 'counts')}</section>
</body>
</html>
`;
}
