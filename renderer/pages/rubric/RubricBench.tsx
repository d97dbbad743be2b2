import { lazy, Suspense, useMemo } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { Page } from '../../frame/Page.tsx';
import { plural } from '../../kit/format.ts';
import { Notice } from '../../kit/Notice.tsx';
import { SaveState } from '../../kit/SaveState.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { ONE_PANE, useMedia } from '../../kit/useMedia.ts';
import { useDrop } from '../import/useDrop.ts';
import { BenchBar } from './BenchBar.tsx';
import { Differences } from './Differences.tsx';
import { type RubricForm as FormContext, RubricFormProvider } from './form-context.ts';
import { fileTextOf } from './json-text.ts';
import { Preview } from './Preview.tsx';
import { problemLookup, problemsBelow } from './problems.ts';
import styles from './RubricBench.module.css';
import { RubricForm } from './RubricForm.tsx';
import type { DeskState } from './rubric-desk.ts';
import { SaveFoot } from './SaveFoot.tsx';
import { useBench } from './useBench.ts';
import type { UsedRubric } from './useRubric.ts';
import { useRubricCommands } from './useRubricCommands.ts';
import { Versions } from './Versions.tsx';
import { differencesBetween } from './what-changes.ts';

const RubricJson = lazy(async () => ({ default: (await import('./RubricJson.tsx')).RubricJson }));

interface RubricBenchProps {
  dataset: DatasetInfo;
  rubric: UsedRubric;
  state: DeskState;
  inForce: Rubric;
}

/** The draft left, as a form or as JSON, with what saving means under it; what comes of it right. */
export function RubricBench({ dataset, rubric, state, inForce }: RubricBenchProps) {
  const { desk, problems, saved } = rubric;
  const { base } = state;
  const { body, text } = state.steps.now;
  const bench = useBench(dataset, rubric, state);
  const { view, broken, brought } = bench;
  const isOnePane = useMedia(ONE_PANE);
  const { isOver, handlers } = useDrop(brought.drop);
  useRubricCommands(bench, desk, problems.length);
  const differences = useMemo(() => differencesBetween(base.body, body), [base.body, body]);
  const problemAt = useMemo(() => problemLookup(problems), [problems]);
  const form: FormContext = {
    body,
    saved,
    savedIn: base.id,
    problemAt,
    problemsBelow: (...path) => problemsBelow(problems, ...path),
    change: (change, field) => desk.change(change, field ?? null),
    focus: bench.focus,
    openQuestion: bench.openQuestion,
    showQuestion: bench.showQuestion,
    showNewQuestion: bench.showNewQuestion,
  };
  const edit = (
    <div className={styles.edit}>
      <BenchBar bench={bench} />
      {view === 'form' ? (
        <form className={styles.form} aria-label="Rubric" onSubmit={(event) => event.preventDefault()}>
          {broken !== undefined && (
            <Notice kind="sure" title="The JSON is no rubric yet.">
              The form shows what it said before. Changing the form lets go of the JSON as typed; undo brings
              it back.
            </Notice>
          )}
          <RubricFormProvider value={form}>
            <RubricForm
              openSections={bench.sections}
              onSection={bench.setSection}
              onAdd={bench.addQuestion}
            />
          </RubricFormProvider>
        </form>
      ) : (
        <div className={styles.json}>
          <Suspense fallback={null}>
            <RubricJson
              ref={bench.json}
              text={text ?? fileTextOf(body)}
              onText={(typed) => desk.type(typed)}
            />
          </Suspense>
        </div>
      )}
      <section className={styles.foot} aria-label="Saving">
        {brought.brought !== undefined && (
          <Notice kind={brought.brought.kind} title={brought.brought.title} announce>
            {brought.brought.words}
          </Notice>
        )}
        <SaveFoot
          rubric={rubric}
          state={state}
          inForce={inForce}
          differences={differences}
          isReadOnly={dataset.read_only}
          bench={bench}
        />
      </section>
    </div>
  );
  const results = [
    { name: 'preview' as const, title: 'Preview', content: <Preview draft={body} /> },
    {
      name: 'differences' as const,
      title: 'What changes',
      count: differences.length > 0 ? differences.length : undefined,
      content: (
        <div className={styles.differences}>
          <Differences
            differences={differences}
            before={{ name: base.id, body: base.body }}
            after={{ name: 'the draft', body }}
            asJson={bench.asJson}
            onAsJson={bench.setAsJson}
            none={`Nothing yet. What you change of ${base.id} will be listed here.`}
          />
        </div>
      ),
    },
    {
      name: 'versions' as const,
      title: 'Versions and presets',
      content: (
        <Versions
          entries={rubric.entries}
          inForce={inForce}
          asJson={bench.asJson}
          onAsJson={bench.setAsJson}
          onTakeUp={(next, name) => {
            brought.take(name, next);
            bench.show('differences');
          }}
        />
      ),
    },
  ];
  return (
    <Page
      crumbs={[{ words: dataset.name, to: '/' }, { words: 'Rubric' }]}
      right={<SaveState state={bench.saving} />}
      facts={
        <span>
          {`${plural(body.questions.length, 'question')}, ${plural(body.categories.length, 'category', 'categories')}`}
        </span>
      }
    >
      <div className={styles.page} data-view={view} {...handlers}>
        {isOnePane ? (
          <Tabs
            label="Rubric"
            value={bench.pane}
            onChange={bench.setPane}
            tabs={[
              { name: 'form' as const, title: view === 'form' ? 'Form' : 'JSON', content: edit },
              ...results,
            ]}
          />
        ) : (
          <>
            {edit}
            <div className={styles.results}>
              <Tabs label="What comes of it" value={bench.beside} onChange={bench.setBeside} tabs={results} />
            </div>
          </>
        )}
        {isOver && <div className={styles.drop}>Drop a rubric file: it becomes the draft</div>}
      </div>
    </Page>
  );
}
