import type { ReactNode } from 'react';
import type { BreakReminder, Settings } from '../../../shared/contract/settings.ts';
import { Page } from '../../frame/Page.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Select } from '../../kit/Select.tsx';
import { READING_SIZES } from '../../styles/reading-size.ts';
import { useChangeSettings, useSettings } from '../../useSettings.ts';
import { GraderFields } from './GraderFields.tsx';
import { KeySettings } from './KeySettings.tsx';
import styles from './SettingsPage.module.css';
import { ViewChoice } from './ViewChoice.tsx';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const BREAKS: { value: BreakReminder; label: string }[] = [
  { value: 'off', label: 'never' },
  { value: '25_minutes', label: 'after 25 minutes of grading' },
  { value: '45_minutes', label: 'after 45 minutes of grading' },
  { value: '60_minutes', label: 'after 60 minutes of grading' },
  { value: '90_minutes', label: 'after 90 minutes of grading' },
  { value: '25_items', label: 'after 25 items' },
];

const SIZES = Array.from({ length: READING_SIZES.most - READING_SIZES.least + 1 }, (_, index) => {
  const size = READING_SIZES.least + index;
  return { value: size, label: String(size), spoken: `${size} pixels` };
});

/** What this machine's person has chosen; kept outside of datasets, at once. */
export function SettingsPage() {
  const settings = useSettings();
  const change = useChangeSettings();
  return (
    <Page crumbs={[{ words: 'Settings' }]} facts="Kept on this machine, not in the dataset">
      <div className={styles.page}>
        <div className={styles.column}>
          {change.error !== null && (
            <Notice kind="bad" title="Not saved.">
              {change.error.message} The setting is as it was before.
            </Notice>
          )}
          {settings !== undefined && <Sections settings={settings} change={(part) => change.mutate(part)} />}
        </div>
      </div>
    </Page>
  );
}

interface SectionsProps {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

function Sections({ settings, change }: SectionsProps) {
  return (
    <>
      <Section title="You">
        <GraderFields settings={settings} change={change} />
      </Section>
      <Section title="Reading">
        <Choices
          question="Light or dark?"
          choices={THEMES}
          value={settings.theme}
          onChange={(theme) => theme !== null && change({ theme })}
        />
        <Choices
          question="How large is the text?"
          hint="of transcripts and confessions, in pixels; the rest follows"
          size="small"
          choices={SIZES}
          value={settings.text_size}
          onChange={(size) => size !== null && change({ text_size: size })}
        />
        <p className={styles.specimen} aria-hidden="true">
          Unfortunately, the number of passengers in a reservation cannot be modified.
        </p>
      </Section>
      <Section title="Grading">
        <Checkbox
          label="After a verdict, take the next claim without one"
          checked={settings.advance_after_verdict}
          onChange={(on) => change({ advance_after_verdict: on })}
        />
        <Select
          label="Offer a break"
          options={BREAKS}
          value={settings.break_reminder}
          onChange={(break_reminder) => change({ break_reminder })}
        />
        <Checkbox
          label="Show worked answers after each practice item"
          hint="Once a label is submitted: where it differs from the worked answer, and why."
          checked={settings.show_worked_answers}
          onChange={(on) => change({ show_worked_answers: on })}
        />
        <ViewChoice />
      </Section>
      <Section title="Keys">
        <Checkbox
          label="Single keys act"
          hint="Off: only keys with Ctrl or Alt do, and those that type nothing. For speech input, and for who strays over the keyboard."
          checked={settings.single_keys}
          onChange={(on) => change({ single_keys: on })}
        />
        <KeySettings overrides={settings.keys} onChange={(keys) => change({ keys })} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}
