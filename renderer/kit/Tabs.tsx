import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Tabs.module.css';

export interface Tab<Name extends string> {
  name: Name;
  title: string;
  /** Small, after the title. */
  count?: ReactNode;
  content: ReactNode;
}

interface TabsProps<Name extends string> {
  /** What the tabs are of. */
  label: string;
  tabs: readonly Tab<Name>[];
  value: Name;
  onChange: (name: Name) => void;
  className?: string | undefined;
}

/** Named panes, one at a time: where there is room for one only. */
export function Tabs<Name extends string>({ label, tabs, value, onChange, className }: TabsProps<Name>) {
  return (
    <BaseTabs.Root
      className={cx(styles.root, className)}
      value={value}
      onValueChange={(next) => onChange(next as Name)}
    >
      <BaseTabs.List className={styles.list} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.name} value={tab.name} className={styles.tab}>
            {tab.title} {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.name} value={tab.name} className={styles.panel}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
