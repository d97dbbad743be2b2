import { Columns3 } from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Popover } from '../../kit/Popover.tsx';
import styles from './TranscriptsPage.module.css';

interface ColumnsMenuProps {
  columns: readonly { id: string; title: string; isShown: boolean }[];
  isOpen: boolean;
  onOpen(isOpen: boolean): void;
  onChoose(id: string, isShown: boolean): void;
}

export function ColumnsMenu({ columns, isOpen, onOpen, onChoose }: ColumnsMenuProps) {
  return (
    <Popover
      title="Columns"
      align="end"
      open={isOpen}
      onOpenChange={onOpen}
      trigger={
        <Button kind="quiet" icon={Columns3}>
          Columns
        </Button>
      }
    >
      <div className={styles.columns}>
        {columns.map(({ id, title, isShown }) => (
          <Checkbox key={id} label={title} checked={isShown} onChange={(next) => onChoose(id, next)} />
        ))}
      </div>
    </Popover>
  );
}
