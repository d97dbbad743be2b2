import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, version } from 'node:os';
import { resolve } from 'node:path';
import type { Figure, Trial } from './trial.ts';

const PATH = resolve(import.meta.dirname, 'RESULTS.md');

/** A trial with its figures, and those of the bare floor. */
export interface Result {
  trial: Trial;
  samples: number;
  ours: Record<string, Figure>;
  bare: Record<string, Figure>;
}

const DIGITS = { ms: 1, MB: 1, frames: 0 } as const;
const words = ({ value, unit }: Figure) => `${value.toFixed(DIGITS[unit])} ${unit}`;

function ratio(ours: Figure | undefined, bare: Figure | undefined): string {
  return ours === undefined || bare === undefined || bare.value <= 0
    ? ''
    : `× ${(ours.value / bare.value).toFixed(2)}`;
}

/** Whether the aim is met, in words; empty where there is none. */
export function aimWords({ trial: { aim }, ours }: Result): string {
  const figure = aim === undefined ? undefined : ours[aim.figure];
  if (aim === undefined || figure === undefined) return '';
  const most = `${aim.figure} ≤ ${aim.most} ${figure.unit}`;
  return figure.value <= aim.most ? `${most}: met` : `${most}: MISSED`;
}

const headingOf = ({ trial }: Result) => `## ${trial.name}`;

/** One trial as a table: a row of ours, one of the floor, one of the ratio. */
export function tableOf(result: Result): string {
  const { trial, samples, ours, bare } = result;
  const names = Object.keys(ours);
  const row = (name: string, cells: readonly string[]) => `| ${[name, ...cells].join(' | ')} |`;
  const aim = aimWords(result);
  return [
    headingOf(result),
    '',
    `${trial.question} On ${trial.size}; ${samples} samples.${aim === '' ? '' : ` Aim: ${aim}.`}`,
    '',
    row('', names),
    row(
      '---',
      names.map(() => '---:'),
    ),
    row('Shrive', Object.values(ours).map(words)),
    row('bare', Object.values(bare).map(words)),
    row(
      'ratio',
      names.map((name) => ratio(ours[name], bare[name])),
    ),
    '',
  ].join('\n');
}

function machine(versions: Record<string, string>): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`;
  const all = { Node: process.versions.node, ...versions };
  return [
    `${cpus().length} × ${first?.model ?? 'a processor of no name'}, ${memory}, ${process.platform} ${version()}`,
    `load ${loadavg()[0]?.toFixed(1)} at the end`,
    Object.entries(all)
      .map(([name, number]) => `${name} ${number}`)
      .join(', '),
  ].join('; ');
}

/** Puts a trial's figures into RESULTS.md, in the place of those of an earlier run. */
export function record(result: Result, command: string, versions: Record<string, string>): void {
  const heading = `${headingOf(result)}\n`;
  const taken = `\`${command}\`, ${new Date().toISOString().slice(0, 10)}. ${machine(versions)}.\n`;
  const section = `${tableOf(result)}\n${taken}`;
  const parts = readFileSync(PATH, 'utf8').split(/^(?=## )/m);
  const at = parts.findIndex((part) => part.startsWith(heading));
  if (at >= 0) parts[at] = section;
  else parts.push(section);
  writeFileSync(PATH, `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`);
}
