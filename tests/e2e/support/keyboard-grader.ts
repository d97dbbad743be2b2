import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { VIOLATION_CATEGORIES } from '../../../shared/domain/vocabulary.ts';

/**
 * A grader who has only a keyboard: goes through the sample with the worked answers in mind and keeps a record of what
 * was pressed, to be compared with what is exported. Used in Chromium and in the desktop window alike.
 */

const SAMPLE = resolve(import.meta.dirname, '../../../resources/sample');

interface SampleMessage {
  role: string;
  content: string | null;
}
interface SampleConfession {
  id: string;
  text?: string;
  reasoning?: string;
  report?: {
    compliance_analysis?: { objective: string; compliance: string; analysis: string }[];
    uncertainties_and_conflicts?: string[];
  };
}
interface WorkedLabel {
  transcript: string;
  confession: string;
  misbehaved: 'yes' | 'no' | 'unsure';
  admitted: 'yes' | 'partly' | 'no' | 'no_message';
  violations: { category: string; severity: number; disclosure?: string; awareness?: string }[];
  claims?: { claim: string; verdict: string }[];
  honesty: number;
  confidence?: number;
}

export interface SampleItem {
  transcript: string;
  messages: readonly SampleMessage[];
  confession: SampleConfession;
  worked: WorkedLabel;
  /** `objective:0` … `uncertainty:0` … in the order of the page; none for a plain text. */
  claims: readonly string[];
  /** Whether the item has a third stage. */
  hasReasoning: boolean;
}

function linesOf<Line>(name: string): Line[] {
  return readFileSync(resolve(SAMPLE, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** The sample's items in the order of the dataset. */
export function sampleItems(): SampleItem[] {
  const worked = linesOf<WorkedLabel>('worked-labels.jsonl');
  type Transcript = { id: string; messages: SampleMessage[]; confessions: SampleConfession[] };
  return linesOf<Transcript>('airline-practice.jsonl').flatMap(({ id, messages, confessions }) =>
    confessions.map((confession) => {
      const label = worked.find((each) => each.transcript === id && each.confession === confession.id);
      if (label === undefined) throw new Error(`no worked answer for ${id} ${confession.id}`);
      const { report } = confession;
      return {
        transcript: id,
        messages,
        confession,
        worked: label,
        claims: [
          ...(report?.compliance_analysis ?? []).map((_each, index) => `objective:${index}`),
          ...(report?.uncertainties_and_conflicts ?? []).map((_each, index) => `uncertainty:${index}`),
        ],
        hasReasoning: confession.reasoning !== undefined,
      };
    }),
  );
}

/** Stretches of a confession that stand neither in its transcript nor in another confession of the sample. */
export function tellingWords(item: SampleItem, items: readonly SampleItem[]): string[] {
  const elsewhere = JSON.stringify([
    item.messages,
    items.filter((each) => each !== item).map(({ confession }) => confession),
  ]);
  const { text, report, reasoning } = item.confession;
  const said = [
    text,
    reasoning,
    ...(report?.compliance_analysis ?? []).flatMap(({ objective, analysis }) => [objective, analysis]),
    ...(report?.uncertainties_and_conflicts ?? []),
  ];
  return said
    .flatMap((words) => words?.split(/[\n"\\]/) ?? [])
    .map((words) => words.trim().slice(0, 60))
    .filter((words) => words.length >= 16 && !elsewhere.includes(words));
}

/** What was done to one item, in the words of the export. */
export interface DoneItem {
  transcript: string;
  confession: string;
  state: 'submitted' | 'skipped';
  reason?: string;
  misbehaved?: string;
  admitted?: string;
  violations: {
    category: string;
    severity: number;
    disclosure: string;
    disclosed_in: string | null;
    awareness: string | null;
    evidence: { message: number; exact: string }[];
  }[];
  claims: { claim: string; verdict: string }[];
  honesty?: number;
  confidence?: number;
  note?: string;
}

const MISBEHAVED_KEYS = { yes: 'q', no: 'w', unsure: 'e' };
const ADMITTED_KEYS = { yes: 'a', partly: 's', no: 'd', no_message: 'f' };
const VERDICT_KEYS: Record<string, string> = {
  true: 'q',
  partly_true: 'w',
  false: 'e',
  misleading: 'r',
  unverifiable: 't',
};
const DISCLOSURE_KEYS: Record<string, string> = {
  admitted: 'a',
  admitted_elsewhere: 's',
  explicitly_unsure: 'd',
  not_mentioned: 'f',
  denied: 'g',
};
const AWARENESS_KEYS: Record<string, string> = {
  knew: 'a',
  may_have_known: 's',
  unaware: 'd',
  cannot_tell: 'f',
};

/** The messages that can be walked to and marked: what the assistant said in words. */
function spokenMessages({ messages }: SampleItem): number[] {
  return messages.flatMap(({ role, content }, index) =>
    role === 'assistant' && content !== null && content.trim() !== '' ? [index] : [],
  );
}

export class KeyboardGrader {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Waits until the item is in hand, sealed, with its transcript to be read. */
  async meets({ transcript, confession }: SampleItem): Promise<void> {
    const bar = this.page.locator('header').first();
    await expect(bar).toContainText(transcript);
    await expect(bar).toContainText(`confession ${confession.id}`);
    await expect(this.page.getByText('is sealed')).toBeVisible();
    await expect(this.page.getByRole('article').first()).toBeVisible();
  }

  /** Walks to a message by `X` and `Z`, and selects its first words with a caret. */
  async selectWords(message: number, words: number): Promise<string> {
    for (let steps = 0; steps < 80; steps += 1) {
      const label = await this.page.locator('button[aria-current="true"]', { hasText: /^Message/ }).first();
      const at = Number(/\d+/.exec((await label.textContent()) ?? '')?.[0]) - 1;
      if (at === message) break;
      await this.press(at < message ? 'x' : 'z');
    }
    await expect(
      this.page.getByRole('button', { name: new RegExp(`^Message ${message + 1} +Assistant`) }),
    ).toHaveAttribute('aria-current', 'true');
    await expect(this.page.locator(`[data-message="${message}"]`).first()).toBeInViewport();
    await this.press('i');
    for (let word = 0; word < words; word += 1) await this.press('Control+Shift+ArrowRight');
    return this.page.evaluate(() => window.getSelection()?.toString() ?? '');
  }

  async addViolation(category: string): Promise<void> {
    const title = VIOLATION_CATEGORIES.find(({ id }) => id === category)?.title ?? category;
    const rows = this.page.getByRole('list', { name: 'Violations' }).getByRole('button', { name: title });
    const before = await rows.count();
    await this.press('b');
    await expect(this.page.getByRole('combobox', { name: 'What went wrong?' })).toBeFocused();
    await this.page.keyboard.type(title);
    await expect(this.page.getByRole('option').first()).toContainText(title);
    await this.press('Enter');
    await expect(this.page.getByRole('combobox', { name: 'What went wrong?' })).toHaveCount(0);
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }

  /** Ctrl+Enter, and again where the page says once what is still open. */
  async commit(isDone: () => Promise<boolean>): Promise<void> {
    await this.press('Control+Enter');
    const told = this.page.getByText(/^Still open/);
    await expect.poll(async () => (await told.isVisible()) || (await isDone())).toBe(true);
    if (!(await isDone())) await this.press('Control+Enter');
    await expect.poll(isDone).toBe(true);
  }

  /** Stage 1 up to the reveal. */
  async judgeTaskOutput(item: SampleItem, done: DoneItem): Promise<void> {
    const { worked } = item;
    const spoken = spokenMessages(item);
    await this.press(MISBEHAVED_KEYS[worked.misbehaved]);
    done.misbehaved = worked.misbehaved;
    for (const [index, violation] of worked.violations.slice(0, 2).entries()) {
      const [first, second] = [spoken[index] ?? 0, spoken[index + 1] ?? 0];
      const begun = await this.selectWords(first, 3);
      await this.addViolation(violation.category);
      await this.press(String(violation.severity));
      const added = await this.selectWords(second, 4);
      await this.press('v');
      await expect(
        this.page.getByRole('list', { name: `Evidence for V${index + 1}` }).getByRole('listitem'),
      ).toHaveCount(2);
      done.violations.push({
        category: violation.category,
        severity: violation.severity,
        disclosure: '',
        disclosed_in: null,
        awareness: null,
        evidence: [
          { message: first, exact: begun },
          { message: second, exact: added },
        ],
      });
    }
    await this.press(ADMITTED_KEYS[worked.admitted]);
    done.admitted = worked.admitted;
  }

  async open(): Promise<void> {
    const opened = this.page.getByRole('region', { name: 'Confession' });
    await this.commit(() => opened.isVisible());
  }

  /** A verdict for each claim: the next one comes into hand by itself. */
  async weighClaims(item: SampleItem, done: DoneItem, from = 0): Promise<void> {
    for (const claim of item.claims.slice(from)) {
      const verdict = item.worked.claims?.find((each) => each.claim === claim)?.verdict ?? 'true';
      await this.press(VERDICT_KEYS[verdict] ?? 'q');
      done.claims.push({ claim, verdict });
    }
  }

  /** What the confession says of each violation, honesty, certainty and a note. */
  async weigh(item: SampleItem, done: DoneItem): Promise<void> {
    const { worked, claims } = item;
    for (const [index, violation] of done.violations.entries()) {
      const disclosure = worked.violations[index]?.disclosure ?? 'not_mentioned';
      await this.press(DISCLOSURE_KEYS[disclosure] ?? 'f');
      violation.disclosure = disclosure;
      if (disclosure === 'not_mentioned') continue;
      if (claims.length > 0) {
        await this.press('h');
        violation.disclosed_in = claims.at(-1) ?? null;
      } else await this.press('ArrowDown');
    }
    const step = Math.round(worked.honesty * 4);
    await this.press(String(step + 1));
    done.honesty = step / 4;
    await this.press('Shift+Digit4');
    done.confidence = 0.75;
    await this.press('n');
    done.note = `Graded by keyboard: ${item.transcript} ${item.confession.id} 🙂 1 2 3 q w e`;
    await this.page.keyboard.type(done.note);
    await this.press('Escape');
  }

  /** Stage 3, where the item has one. */
  async weighReasoning(item: SampleItem, done: DoneItem): Promise<void> {
    await this.commit(() => this.page.getByText('And now that you know its reasoning?').isVisible());
    for (const [index, violation] of done.violations.entries()) {
      const awareness = item.worked.violations[index]?.awareness ?? 'cannot_tell';
      if (index > 0) await this.press('ArrowDown');
      await this.press(AWARENESS_KEYS[awareness] ?? 'f');
      violation.awareness = awareness;
    }
  }

  async submit(item: SampleItem): Promise<void> {
    const bar = this.page.locator('header').first();
    await this.commit(async () => {
      const words = (await bar.textContent()) ?? '';
      return !(words.includes(item.transcript) && words.includes(`confession ${item.confession.id}`));
    });
  }
}

/** Nothing done yet to an item. */
export function untouched({ transcript, confession }: SampleItem): DoneItem {
  return { transcript, confession: confession.id, state: 'submitted', violations: [], claims: [] };
}
