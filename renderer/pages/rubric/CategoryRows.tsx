import { Eye, EyeOff, Plus } from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { QuietAt, TextAt } from './BoundFields.tsx';
import styles from './CategoryRows.module.css';
import { keyOf } from './draft.ts';
import { addCategory, setAt, setCategoryTitle } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import { Row, useRemove } from './Row.tsx';

/** The violation categories in the order of the palette. Saved ones can be hidden, never removed: labels have them. */
export function CategoryRows() {
  const { body, saved, change, focus, problemAt } = useRubricForm();
  const list = ['categories'] as const;
  const { categories } = body;
  const remove = useRemove(list, categories.length);
  const problem = problemAt('categories');
  return (
    <div data-path="categories">
      <ul>
        {categories.map(({ id, title, hidden }, at) => {
          const isSaved = saved.categories.has(id);
          const name = title || `category ${at + 1}`;
          return (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: ids are typed here, and may stand twice meanwhile
              key={at}
              list={list}
              index={at}
              count={categories.length}
              name={name}
              onRemove={isSaved ? undefined : () => remove(at)}
              acts={
                <IconButton
                  icon={hidden ? EyeOff : Eye}
                  size="small"
                  label={hidden ? `Offer ${name} again` : `Hide ${name}`}
                  onClick={() => change(setAt([...list, at, 'hidden'], !hidden))}
                />
              }
            >
              <div className={cx(styles.category, hidden && styles.hidden)}>
                <TextAt
                  path={[...list, at, 'title']}
                  label={`Category ${at + 1}, title`}
                  labelHidden
                  placeholder="Title"
                  onText={(text) => change(setCategoryTitle(at, text, saved), keyOf([...list, at, 'title']))}
                />
                {isSaved ? (
                  <p className={styles.id}>
                    <span className="unseen">Id, fixed: </span>
                    {id}
                  </p>
                ) : (
                  <TextAt path={[...list, at, 'id']} label={`Category ${at + 1}, id`} labelHidden mono />
                )}
                <QuietAt
                  path={[...list, at, 'hint']}
                  label={`Category ${at + 1}, hint`}
                  placeholder="What belongs here"
                />
                {hidden && <p className={styles.note}>Not offered. Labels that have it keep it.</p>}
              </div>
            </Row>
          );
        })}
      </ul>
      {problem !== undefined && <p className={styles.error}>{problem}</p>}
      <Button
        kind="quiet"
        size="small"
        icon={Plus}
        onClick={() => {
          change(addCategory(saved));
          focus([...list, categories.length, 'title']);
        }}
      >
        Add a category
      </Button>
    </div>
  );
}
