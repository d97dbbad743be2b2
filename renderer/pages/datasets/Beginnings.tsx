import { useNavigate } from '@tanstack/react-router';
import { BookOpen, FilePlus, FolderOpen, GraduationCap, type LucideIcon } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useKeyOf, useRegistry } from '../../commands/CommandsProvider.tsx';
import type { Shortcut } from '../../commands/shortcut.ts';
import { TextField } from '../../kit/Field.tsx';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { useChangeSettings, useSettings } from '../../useSettings.ts';
import styles from './Beginnings.module.css';

interface BeginningsProps {
  nameField: RefObject<HTMLInputElement | null>;
  nameProblem: string | undefined;
  asksName: boolean;
  onOpen: () => void;
  onNew: () => void;
}

/** How one comes to a dataset, and one's name, while it is missing. */
export function Beginnings({ nameField, nameProblem, asksName, onOpen, onNew }: BeginningsProps) {
  const navigate = useNavigate();
  const registry = useRegistry();
  const openKey = useKeyOf('datasets.open');
  const newKey = useKeyOf('datasets.new');
  const guideKey = useKeyOf('app.guide');
  return (
    <aside className={styles.pane} aria-label="Begin">
      <h2 className={styles.heading}>Begin</h2>
      <ul className={styles.list}>
        <Beginning
          icon={FolderOpen}
          title="Open a dataset"
          words="a .shrive file"
          keys={openKey}
          run={onOpen}
        />
        <Beginning
          icon={FilePlus}
          title="New from transcripts"
          words="chats, logs, sessions, tables"
          keys={newKey}
          run={onNew}
        />
        <Beginning
          icon={GraduationCap}
          title="Practise on worked cases"
          words="23 made-up items, with answers after each"
          keys={undefined}
          run={() => registry.run('app.practice')}
        />
        <Beginning
          icon={BookOpen}
          title="Grading guide"
          words="the scale, the hard cases"
          keys={guideKey}
          run={() => void navigate({ to: '/help' })}
        />
      </ul>
      {asksName && (
        <div className={styles.name}>
          <NameField field={nameField} problem={nameProblem} />
        </div>
      )}
    </aside>
  );
}

interface BeginningProps {
  icon: LucideIcon;
  title: string;
  words: string;
  keys: Shortcut | undefined;
  run: () => void;
}

function Beginning({ icon: Icon, title, words, keys, run }: BeginningProps) {
  return (
    <li>
      <button type="button" className={styles.beginning} onClick={run}>
        <Icon className={styles.icon} aria-hidden="true" />
        <span className={styles.title}>{title}</span>
        {keys !== undefined && <KeyCaps shortcut={keys} className={styles.caps} />}
        <span className={styles.words}>{words}</span>
      </button>
    </li>
  );
}

/** Kept when the field is left, and with Enter. */
function NameField({
  field,
  problem,
}: {
  field: RefObject<HTMLInputElement | null>;
  problem: string | undefined;
}) {
  const settings = useSettings();
  const change = useChangeSettings();
  const [name, setName] = useState(settings?.grader ?? '');
  useEffect(() => setName(settings?.grader ?? ''), [settings?.grader]);
  const keep = () => {
    if (name.trim() !== settings?.grader) change.mutate({ grader: name.trim() });
  };
  return (
    <TextField
      ref={field}
      label="Your name on your labels"
      hint="Kept in the dataset beside each label. Change it in Settings."
      error={change.error?.message ?? (name.trim() === '' ? problem : undefined)}
      value={name}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => setName(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
      }}
    />
  );
}
