import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { LABEL_STATES, type LabelState } from '../../../shared/domain/vocabulary.ts';
import { api } from '../../client.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { Page } from '../../frame/Page.tsx';
import { paceWords } from '../../grading/queue-words.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Select } from '../../kit/Select.tsx';
import { GRADING_STATE_WORDS } from '../../kit/words.ts';
import { historyCommands } from './commands.ts';
import { type HistoryHandle, HistoryList } from './HistoryList.tsx';
import styles from './HistoryPage.module.css';
import { dayName, dayWords } from './history-rows.ts';
import { useHistory } from './useHistory.ts';

const STATES: { value: LabelState | 'all'; label: string }[] = [
  { value: 'all', label: 'everything' },
  ...LABEL_STATES.map((value) => ({ value, label: GRADING_STATE_WORDS[value] })).reverse(),
];

/** What this grader did, by day: to look again, and to take back. */
export function HistoryPage() {
  const navigate = useNavigate();
  const dataset = useQuery(api.datasets.current.queryOptions()).data;
  const [state, setState] = useState<LabelState | 'all'>('all');
  const [search, setSearch] = useState('');
  const history = useHistory({ state, search: search.trim() });
  const list = useRef<HistoryHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const [inHand, setInHand] = useState(0);
  const rows = history.rows;
  const row = rows[Math.min(inHand, rows.length - 1)];
  const item = row?.kind === 'item' ? row.item : undefined;

  const step = (by: 1 | -1) => {
    let at = Math.min(inHand, rows.length - 1) + by;
    // The line of a day is passed over.
    while (rows[at]?.kind === 'day') at += by;
    if (rows[at] === undefined) return;
    setInHand(at);
    list.current?.focus(at);
  };
  const open = () => item !== undefined && void navigate({ to: `/grade/${item.confession}` });
  const takeBack = () => item !== undefined && void history.takeBack(item);
  const canTakeBack = item !== undefined && item.state !== 'draft';
  useCommands(
    'history',
    withActs(historyCommands, {
      'history.previous': { run: () => step(-1), enabled: rows.length > 0 },
      'history.next': { run: () => step(1), enabled: rows.length > 0 },
      'history.open': { run: open, enabled: item !== undefined },
      'history.take-back': { run: takeBack, enabled: canTakeBack },
      'history.search': () => field.current?.select(),
    }),
  );

  const isFiltered = state !== 'all' || search.trim() !== '';
  return (
    <Page crumbs={[...(dataset == null ? [] : [{ words: dataset.name, to: '/' }]), { words: 'What I did' }]}>
      <div className={styles.page}>
        <div className={styles.bar}>
          <Pace isTodayListed={rows[0]?.kind === 'day' && dayName(rows[0].day.day) === 'Today'} />
          <TextField
            ref={field}
            label="Find a transcript by its id"
            labelHidden
            type="search"
            placeholder="Transcript"
            maxLength={200}
            className={styles.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setSearch('');
              if (event.key === 'Enter' || event.key === 'ArrowDown') step(1);
            }}
          />
          <Select label="Show" labelHidden options={STATES} value={state} onChange={setState} />
        </div>
        {history.error !== undefined && (
          <Notice kind="bad" title="Not done." acts={<Button onClick={history.retry}>Read it again</Button>}>
            {history.error}
          </Notice>
        )}
        {rows.length > 0 ? (
          <HistoryList
            rows={rows}
            inHand={Math.min(inHand, rows.length - 1)}
            handle={list}
            onInHand={setInHand}
            onEnd={history.fetchOlder}
            onTakeBack={(each) => void history.takeBack(each)}
          />
        ) : (
          history.isHere && (
            <div className={styles.empty}>
              <EmptyState
                acts={
                  isFiltered ? (
                    <Button
                      onClick={() => {
                        setState('all');
                        setSearch('');
                      }}
                    >
                      Show everything
                    </Button>
                  ) : (
                    <Button kind="main" onClick={() => void navigate({ to: '/grade' })}>
                      Next open item
                    </Button>
                  )
                }
              >
                {isFiltered
                  ? 'Nothing that you did is like that.'
                  : 'Nothing yet. What you grade, skip or flag will be listed here by day.'}
              </EmptyState>
            </div>
          )
        )}
      </div>
    </Page>
  );
}

/** The pace, and what of today no line of the list says: time with items that came to nothing yet. */
function Pace({ isTodayListed }: { isTodayListed: boolean }) {
  const pace = useQuery({ ...api.history.pace.queryOptions(), staleTime: 0 }).data;
  const progress = useQuery(api.queue.progress.queryOptions()).data;
  if (pace === undefined) return <p className={styles.today} />;
  const left = progress === undefined ? 0 : progress.not_started + progress.draft;
  return (
    <p className={styles.today} role="status">
      {!isTodayListed && pace.today.active_ms > 0 && `Today: ${dayWords(pace.today)}. `}
      {paceWords(pace.active_ms_per_item, left)}
    </p>
  );
}
