import { Link } from '@tanstack/react-router';
import {
  ArrowDownToLine,
  ArrowUpFromLine,
  BookOpenCheck,
  ChartLine,
  CircleHelp,
  Columns2,
  History,
  Library,
  List,
  ListChecks,
  type LucideIcon,
  Scale,
  SlidersHorizontal,
  Users,
} from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { cx } from '../kit/cx.ts';
import { formatCount } from '../kit/format.ts';
import { KeyCap } from '../kit/KeyCaps.tsx';
import { Tooltip } from '../kit/Tooltip.tsx';
import { Announcements } from './Announcements.tsx';
import styles from './AppFrame.module.css';
import { FootKeys } from './FootKeys.tsx';
import { type FrameSlots, FrameSlotsContext } from './FrameSlots.ts';

export type EntryName =
  | 'datasets'
  | 'transcripts'
  | 'grade'
  | 'history'
  | 'rubric'
  | 'compare'
  | 'team'
  | 'adjudicate'
  | 'reports'
  | 'import'
  | 'export'
  | 'settings'
  | 'help';

interface Entry {
  name: EntryName;
  title: string;
  icon: LucideIcon;
  to: string;
}

export const ENTRIES: readonly Entry[] = [
  { name: 'datasets', title: 'Datasets', icon: Library, to: '/' },
  { name: 'transcripts', title: 'Transcripts', icon: List, to: '/transcripts' },
  { name: 'grade', title: 'Grade', icon: BookOpenCheck, to: '/grade' },
  { name: 'compare', title: 'Compare', icon: Columns2, to: '/compare' },
  { name: 'team', title: 'Team', icon: Users, to: '/team' },
  { name: 'adjudicate', title: 'Adjudicate', icon: Scale, to: '/adjudicate' },
  { name: 'history', title: 'What I did', icon: History, to: '/history' },
  { name: 'rubric', title: 'Rubric', icon: ListChecks, to: '/rubric' },
  { name: 'reports', title: 'Reports', icon: ChartLine, to: '/reports' },
  { name: 'import', title: 'Import', icon: ArrowDownToLine, to: '/import' },
  { name: 'export', title: 'Export', icon: ArrowUpFromLine, to: '/export' },
];

export const LOWER_ENTRIES: readonly Entry[] = [
  { name: 'help', title: 'Help', icon: CircleHelp, to: '/help' },
  { name: 'settings', title: 'Settings', icon: SlidersHorizontal, to: '/settings' },
];

interface AppFrameProps {
  /** The entry that is shown now. */
  current: EntryName | undefined;
  /** Beside an entry: how many; nothing for none. */
  counts?: Partial<Record<EntryName, number>>;
  /** Entries that lead nowhere now, with the reason: "Open a dataset first". */
  closed?: Partial<Record<EntryName, string>>;
  /** At the right of the foot on every page, where it must not be forgotten: "Coordinator's view". */
  standing?: string | undefined;
  /** Above the page, over its whole width: the engine has stopped. */
  banner?: ReactNode;
  children: ReactNode;
}

/**
 * Navigation left, top bar, content, foot: the same on every page, so that a page change moves nothing around it. A
 * page fills the bars through {@link Page}.
 */
export function AppFrame({ current, counts = {}, closed = {}, standing, banner, children }: AppFrameProps) {
  const [slots, setSlots] = useState<Omit<FrameSlots, 'setNarrow'>>({});
  const [isNarrow, setNarrow] = useState(false);
  const refs = useMemo(() => {
    const into = (name: keyof Omit<FrameSlots, 'setNarrow'>) => (element: HTMLElement | null) =>
      setSlots((now) => (now[name] === element || element === null ? now : { ...now, [name]: element }));
    return {
      where: into('where'),
      centre: into('centre'),
      right: into('right'),
      facts: into('facts'),
      page: into('page'),
    };
  }, []);
  const context = useMemo<FrameSlots>(() => ({ ...slots, setNarrow }), [slots]);
  const entry = (one: Entry) => (
    <NavigationEntry
      key={one.name}
      entry={one}
      isCurrent={one.name === current}
      isNarrow={isNarrow}
      count={counts[one.name]}
      closed={closed[one.name]}
    />
  );
  const title = [...ENTRIES, ...LOWER_ENTRIES].find(({ name }) => name === current)?.title;
  return (
    <div className={cx(styles.frame, isNarrow && styles.narrow)}>
      <nav className={styles.navigation} aria-label="Places">
        <ul className={styles.entries}>{ENTRIES.map(entry)}</ul>
        <ul className={styles.entries}>{LOWER_ENTRIES.map(entry)}</ul>
      </nav>
      <header className={styles.bar}>
        <div ref={refs.where} className={styles.where} />
        <div ref={refs.centre} className={styles.centre} />
        <div ref={refs.right} className={styles.right} />
      </header>
      <main className={styles.content} id="content" tabIndex={-1} aria-label={title}>
        {banner !== undefined && banner !== false && <div className={styles.banner}>{banner}</div>}
        <div ref={refs.page} className={styles.page}>
          <FrameSlotsContext value={context}>{children}</FrameSlotsContext>
        </div>
      </main>
      <Announcements />
      <footer className={styles.foot}>
        <FootKeys />
        {standing !== undefined && <strong className={styles.standing}>{standing}</strong>}
        <div ref={refs.facts} className={styles.facts} />
      </footer>
    </div>
  );
}

interface NavigationEntryProps {
  entry: Entry;
  isCurrent: boolean;
  isNarrow: boolean;
  count: number | undefined;
  closed: string | undefined;
}

function NavigationEntry({ entry, isCurrent, isNarrow, count, closed }: NavigationEntryProps) {
  const { name, title, icon: Icon, to } = entry;
  const inside = (
    <>
      <Icon className={styles.icon} aria-hidden="true" />
      <span className={styles.word}>{title}</span>
      {count !== undefined && count > 0 && <span className={styles.count}>{formatCount(count)}</span>}
      {name === 'help' && (
        <span className={styles.count}>
          <KeyCap tone="off">?</KeyCap>
        </span>
      )}
    </>
  );
  const element =
    closed === undefined ? (
      <Link to={to} className={styles.entry} aria-current={isCurrent ? 'page' : undefined}>
        {inside}
      </Link>
    ) : (
      // biome-ignore lint/a11y/useValidAnchor: a link without a target is how HTML says a place one cannot go to now.
      <a className={styles.entry} role="link" aria-disabled="true" aria-description={closed} title={closed}>
        {inside}
      </a>
    );
  return (
    <li>
      {isNarrow ? (
        <Tooltip words={closed === undefined ? title : `${title}: ${closed}`} side="right">
          {element}
        </Tooltip>
      ) : (
        element
      )}
    </li>
  );
}
