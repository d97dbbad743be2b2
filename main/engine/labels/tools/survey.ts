import { pathOf, type Step } from '../../../../shared/json-path.ts';
import type { LabelSurvey, LabelTool } from '../../../../shared/mapping/label-mapping.ts';
import { isObject, unpackedJson } from '../../formats/json.ts';
import { nameOf } from './answered.ts';
import { readAnswered } from './index.ts';
import type { MapDesk } from './read-mapped.ts';
import { Question, type Texts } from './survey-question.ts';

/** What stands in the records of another tool: its questions with their answers, its graders, what could name transcripts. */

const MAX_QUESTIONS = 200;
const MAX_PATHS = 100;
const MAX_LEVELS = 3;
/** Of many records, those whose ids are looked up. */
const LOOKED_UP = 200;
const MAX_ID_UNITS = 500;

interface Path {
  transcripts: number;
  confessions: number;
}

/** Answers are no part of the item. */
const NO_ITEM = new Set(['annotations', 'completions', 'predictions', 'responses', 'suggestions', 'vectors']);

/** Reads records one by one and counts. */
export class Survey {
  readonly graderPath: string | undefined;
  readonly #tool: LabelTool;
  readonly #desk: MapDesk;
  readonly #questions = new Map<string, Question>();
  readonly #graders = new Map<string, number>();
  readonly #paths = new Map<string, Path>();
  #records = 0;
  #labels = 0;
  #setAside = 0;

  constructor(tool: LabelTool, desk: MapDesk, graderPath: string | undefined) {
    this.#tool = tool;
    this.#desk = desk;
    this.graderPath = graderPath;
  }

  get records(): number {
    return this.#records;
  }

  add(record: unknown): void {
    this.#records += 1;
    const texts = this.#records <= LOOKED_UP ? this.#lookAt(record) : new Map<string, string>();
    for (const answered of readAnswered(record, this.#tool, this.graderPath)) {
      if ('rejected' in answered) continue;
      if (answered.isSetAside) {
        this.#setAside += 1;
        continue;
      }
      this.#labels += 1;
      if (answered.grader !== undefined)
        this.#graders.set(answered.grader, (this.#graders.get(answered.grader) ?? 0) + 1);
      for (const answer of answered.answers) {
        this.#ask(answer.question)?.add(answer);
        this.#ask(answer.question)?.seek(answer, texts);
        for (const { answers } of answer.marked)
          for (const each of answers) this.#ask(each.question)?.add(each);
      }
    }
  }

  #ask(name: string): Question | undefined {
    const before = this.#questions.get(name);
    if (before !== undefined || this.#questions.size >= MAX_QUESTIONS) return before;
    const question = new Question();
    this.#questions.set(name, question);
    return question;
  }

  /** What could name a transcript or a confession; gives the texts that something can have been marked in. */
  #lookAt(record: unknown): Texts {
    const names = new Map<string, string>();
    const texts = new Map<string, string | readonly unknown[]>();
    const visit = (given: unknown, steps: readonly Step[]) => {
      const value = unpackedJson(given);
      if (isObject(value)) {
        if (steps.length >= MAX_LEVELS) return;
        for (const [key, inner] of Object.entries(value))
          if (steps.length > 0 || !NO_ITEM.has(key)) visit(inner, [...steps, key]);
        return;
      }
      if (steps.length === 0) return;
      const path = pathOf(steps);
      if (
        Array.isArray(value) &&
        value.some((each) => isObject(each) && ('text' in each || 'content' in each))
      )
        texts.set(path, value);
      if (typeof value === 'string') texts.set(path, value);
      const name = nameOf(value);
      if (name === undefined || name.length > MAX_ID_UNITS) return;
      if (!this.#paths.has(path) && this.#paths.size >= MAX_PATHS) return;
      if (!this.#paths.has(path)) this.#paths.set(path, { transcripts: 0, confessions: 0 });
      names.set(path, name);
    };
    visit(record, []);
    let confessions: readonly string[] = [];
    for (const [path, name] of names) {
      const of = this.#desk.confessionsOf(name);
      const found = this.#paths.get(path);
      if (of === undefined || found === undefined) continue;
      found.transcripts += 1;
      confessions = of;
    }
    for (const [path, name] of names) {
      const found = this.#paths.get(path);
      if (found !== undefined && confessions.includes(name)) found.confessions += 1;
    }
    return texts;
  }

  get result(): LabelSurvey {
    return {
      tool: this.#tool,
      records: this.#records,
      labels: this.#labels,
      set_aside: this.#setAside,
      graders: [...this.#graders].map(([grader, labels]) => ({ grader, labels })),
      paths: [...this.#paths].map(([path, found]) => ({ path, ...found })),
      questions: [...this.#questions].map(([question, found]) => ({ question, ...found.result })),
    };
  }
}
