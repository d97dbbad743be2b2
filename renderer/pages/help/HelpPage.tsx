import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../client.ts';
import { useCommands, useRegistry, useRegistryVersion } from '../../commands/CommandsProvider.tsx';
import { withActs } from '../../commands/command.ts';
import { KeyList } from '../../commands/KeyList.tsx';
import { cameFrom } from '../../frame/came-from.ts';
import { Page } from '../../frame/Page.tsx';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { useDatasets } from '../../useDatasets.ts';
import { allCommands, PLACE_WORDS } from '../page-commands.ts';
import { helpCommands } from './commands.ts';
import guideStyles from './Guide.module.css';
import { GuideFindBar } from './GuideFindBar.tsx';
import { GuideText } from './GuideText.tsx';
import { GUIDE_HEADINGS } from './guide.ts';
import styles from './HelpPage.module.css';
import { useGuideFind } from './useGuideFind.ts';

const KEYS = 'keys';

/** The grading guide, and the keys. An address with `#case-9` opens at that case. */
export function HelpPage() {
  const registry = useRegistry();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const text = useRef<HTMLDivElement>(null);
  const find = useGuideFind(text);
  const [findCount, setFindCount] = useState(0);
  const { practise, problem } = usePracticeItem();
  useCommands(
    'help',
    withActs(helpCommands, {
      'help.back': { enabled: cameFrom() !== undefined, run: () => void navigate({ to: cameFrom() ?? '/' }) },
      'help.find': () => {
        find.open();
        setFindCount((count) => count + 1);
      },
    }),
  );
  useEffect(() => {
    if (hash === '') return;
    const heading = document.getElementById(hash);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [hash]);
  return (
    <Page
      crumbs={[{ words: 'Help' }]}
      right={<Button onClick={() => registry.run('app.practice')}>Practise on worked cases</Button>}
    >
      <div className={styles.frame}>
        <Outline />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
        <section className={styles.page} aria-label="Grading guide" tabIndex={0}>
          {problem !== undefined && <Notice kind="bad">{problem}</Notice>}
          <div className={guideStyles.guide} ref={text}>
            <GuideText onPractise={(section) => void practise(section)} />
          </div>
          <Keys />
        </section>
        {find.isOpen && <GuideFindBar find={find} focusCount={findCount} />}
      </div>
    </Page>
  );
}

/** Opens the worked cases at one of them. */
function usePracticeItem() {
  const navigate = useNavigate();
  const { openPractice, problem } = useDatasets();
  const [failure, setFailure] = useState<string>();
  const practise = async (section: string) => {
    if ((await openPractice()) === undefined) return;
    try {
      // Of a case in variants the first one.
      const id = section === 'case-12' ? 'case-12a' : section;
      const { confessions } = await client.transcripts.get({ transcript_id: id });
      const first = confessions[0]?.confession;
      await navigate({ to: first === undefined ? '/grade' : `/grade/${first}` });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return { practise, problem: problem ?? failure };
}

function Outline() {
  return (
    <nav className={styles.outline} aria-label="Contents of the guide">
      <ul>
        {GUIDE_HEADINGS.map(({ anchor, level, words, about }) => (
          <li key={anchor} className={level === 3 ? styles.below : undefined}>
            <Link to="/help" hash={anchor} className={styles.entry}>
              {about === undefined ? words : `${words.replace('Case ', '')}. ${about}`}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/help" hash={KEYS} className={styles.entry}>
            Keys
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function Keys() {
  const registry = useRegistryVersion();
  return (
    <div className={styles.keys}>
      <h3 id={KEYS} className={guideStyles.chapter} tabIndex={-1}>
        Keys
      </h3>
      {allCommands().map(([place, commands]) => {
        const withKeys = commands.filter((command) => registry.keysOf(command).length > 0);
        return (
          withKeys.length > 0 && (
            <section key={place} className={styles.section}>
              <h4 className={guideStyles.heading}>Keys: {PLACE_WORDS[place]}</h4>
              <KeyList commands={withKeys} keysOf={(command) => registry.keysOf(command)} />
            </section>
          )
        );
      })}
    </div>
  );
}
