import { type ComponentPropsWithoutRef, memo, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import styles from './Guide.module.css';
import { GUIDE } from './guide.ts';
import { anchorOf } from './guide-headings.ts';

interface GuideTextProps {
  /** Opens the practice item of a case: `case-3`. */
  onPractise(section: string): void;
}

function wordsOf(children: ReactNode): string {
  return Array.isArray(children) ? children.map(wordsOf).join('') : String(children ?? '');
}

/** The page's own title stands above: the guide's begin one level below it. */
const headings: Components = {
  h1: ({ children }) => <h2 className={styles.title}>{children}</h2>,
  h2: ({ children }) => (
    <h3 id={anchorOf(wordsOf(children))} className={styles.chapter} tabIndex={-1}>
      {children}
    </h3>
  ),
  h3: ({ children }) => (
    <h4 id={anchorOf(wordsOf(children))} className={styles.heading} tabIndex={-1}>
      {children}
    </h4>
  ),
  table: ({ children }) => (
    <div className={styles.table}>
      <table>{children}</table>
    </div>
  ),
  // A column without a name is named by nothing, and must not be read as a heading.
  th: ({ children }) => (wordsOf(children) === '' ? <td /> : <th scope="col">{children}</th>),
};

/** The guide as it stands in docs/. Its links lead to practice items; those to other pages of docs/ are words here. */
export const GuideText = memo(function GuideText({ onPractise }: GuideTextProps) {
  const link = ({ href = '', children }: ComponentPropsWithoutRef<'a'>) => {
    const section = /practice\/README\.md#(case-\d+)$/.exec(href)?.[1];
    if (section === undefined) return <>{children}</>;
    return (
      <button type="button" className={styles.practise} onClick={() => onPractise(section)}>
        {children}
      </button>
    );
  };
  return (
    <Markdown remarkPlugins={[remarkGfm]} components={{ ...headings, a: link }}>
      {GUIDE}
    </Markdown>
  );
});
