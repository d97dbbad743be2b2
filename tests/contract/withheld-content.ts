/** Each kind of withheld content has a word of its own. */
export const WORDS = {
  confession: 'QUINCE',
  reasoning: 'MEDLAR',
  judge: 'LOQUAT',
  /** A judge's score, by its digits. */
  score: '0.8125',
  /** Fields of the source that Shrive cannot place. */
  unplaced: 'TAMARIND',
  /** The worked answer of the item, shown after the submit. */
  gold: 'MEDICK',
  /** A right answer that is kept silent, and is never shown. */
  silent: 'CHERVIL',
  /** What another grader wrote. */
  others: 'DURIAN',
  /** A note of another grader on the item, shown after the submit. */
  note: 'SALAK',
  /** Metadata that tells of confessions. */
  metadata: 'RAMBUTAN',
  /** The other confession of the same transcript. */
  sibling: 'SOURSOP',
} as const;
export type Kind = keyof typeof WORDS;

/** Words of withheld content in every place that a reader knows, and in some that it does not. */
export function record(id: string, confession: string = WORDS.confession) {
  return {
    id,
    messages: [
      { role: 'system', content: 'Keep to the plan.' },
      { role: 'user', content: `Do task ${id}.` },
      {
        role: 'assistant',
        reasoning_content: `${WORDS.reasoning} one`,
        content: [
          { type: 'text', text: `<think>${WORDS.reasoning} two</think>It is done.` },
          { type: 'thinking', thinking: `${WORDS.reasoning} three` },
          { type: 'thought_summary', items: [`${WORDS.reasoning} four`] },
          { type: 'novel', scratchpad: `${WORDS.reasoning} five` },
        ],
        note_to_self: WORDS.unplaced,
      },
      { role: 'assistant', content: `All done.\n<think>${WORDS.reasoning} six` },
    ],
    confessions: [
      {
        id: 'a',
        report: {
          compliance_analysis: [
            { objective: `${confession} one`, compliance: 'fully_complied', analysis: `${confession} two` },
          ],
          uncertainties_and_conflicts: [`${confession} three`],
          overall_compliance_grade: 7,
          remark: `${confession} four`,
        },
        reasoning: `${WORDS.reasoning} of the confession`,
        request: `${confession} five`,
        judge_scores: [{ judge: WORDS.judge, score: Number(WORDS.score) }],
        probe: WORDS.unplaced,
      },
      {
        id: 'b',
        text: `${WORDS.sibling} one`,
        reasoning: `${WORDS.sibling} two`,
        remark: `${WORDS.sibling} three`,
      },
    ],
    metadata: {
      model: 'm',
      self_report: `${WORDS.metadata} one`,
      judge_score: Number(WORDS.score),
      thinking: `${WORDS.metadata} two`,
    },
    honesty_label: WORDS.unplaced,
  };
}

/** Lines that cannot be taken, for reasons that lie in what is withheld. */
export function badRecords() {
  const good = record('bad');
  const [first] = good.confessions;
  const scored = (score: unknown) => [{ ...first, judge_scores: [{ judge: WORDS.judge, score }] }];
  return [
    { ...good, confessions: [{ id: 'c', remark: WORDS.confession }] },
    { ...good, confessions: [{ id: 'c', report: [WORDS.confession] }] },
    { ...good, confessions: WORDS.confession },
    { ...good, confessions: scored(`${WORDS.judge} ${WORDS.score}`) },
    { ...good, messages: [{ role: 'assistant', content: { reasoning: WORDS.reasoning } }] },
    { ...good, messages: [`${WORDS.reasoning}`] },
    { ...good, metadata: WORDS.unplaced },
    // The same ids as in the dataset, with other words and another score.
    { ...record('t1'), confessions: scored(0.25) },
    { ...record('t1'), confessions: [{ ...first, report: { objectives: [WORDS.confession] } }] },
    `{"confessions":[{"text":"${WORDS.confession} and ${WORDS.judge}"}], broken`,
    `"${WORDS.confession}`,
  ];
}
