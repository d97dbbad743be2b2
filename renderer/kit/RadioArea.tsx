import type { InputHTMLAttributes } from 'react';
import styles from './RadioArea.module.css';

/** A radio that lies over the whole of its row, which says what it is: pressed anywhere on it, ringed around it. */
export function RadioArea(props: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'className'>) {
  return <input type="radio" className={styles.area} {...props} />;
}
