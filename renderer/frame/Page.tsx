import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useContext, useEffect, useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { FrameSlotsContext } from './FrameSlots.ts';
import styles from './Page.module.css';

export interface Crumb {
  words: string;
  /** Where it leads; the last one leads nowhere. */
  to?: string;
}

interface PageProps {
  /** Where am I, outermost first: dataset, transcript, confession. */
  crumbs: readonly Crumb[];
  /** Which of them is the thing itself, shown strong; the last where it is missing. */
  strong?: number;
  /** Middle of the top bar: the stages. */
  centre?: ReactNode;
  /** Right end of the top bar: saved, how far, acts of the page. */
  right?: ReactNode;
  /** Right end of the foot: facts. */
  facts?: ReactNode;
  /** Navigation as icons alone: Grade needs the room. */
  narrowNavigation?: boolean;
  /** Title of the window; the crumbs where it is missing. */
  title?: string;
  children: ReactNode;
}

/** A page: what it shows, and what it says in the bars of the frame. Its panes scroll, it does not. */
export function Page({
  crumbs,
  strong = crumbs.length - 1,
  centre,
  right,
  facts,
  narrowNavigation = false,
  title,
  children,
}: PageProps) {
  const slots = useContext(FrameSlotsContext);
  const { setNarrow } = slots;
  useLayoutEffect(() => {
    setNarrow(narrowNavigation);
    return () => setNarrow(false);
  }, [setNarrow, narrowNavigation]);
  const windowTitle = title ?? [...crumbs.map(({ words }) => words)].reverse().join(', ');
  useEffect(() => {
    document.title = `${windowTitle} – Shrive`;
  }, [windowTitle]);
  return (
    <>
      {slots.where && createPortal(<Breadcrumb crumbs={crumbs} strong={strong} />, slots.where)}
      {slots.centre && centre !== undefined && createPortal(centre, slots.centre)}
      {slots.right && right !== undefined && createPortal(right, slots.right)}
      {slots.facts && facts !== undefined && createPortal(facts, slots.facts)}
      {children}
    </>
  );
}

function Breadcrumb({ crumbs, strong }: { crumbs: readonly Crumb[]; strong: number }) {
  return (
    <h1 className={styles.crumbs}>
      {crumbs.map(({ words, to }, index) => (
        <Fragment key={words}>
          {index > 0 && (
            <span className={styles.slash} aria-hidden="true">
              /
            </span>
          )}
          {to === undefined ? (
            <span className={index === strong ? styles.strong : styles.crumb}>{words}</span>
          ) : (
            <Link to={to} className={index === strong ? styles.strong : styles.crumb}>
              {words}
            </Link>
          )}
        </Fragment>
      ))}
    </h1>
  );
}
