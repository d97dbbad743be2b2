import styles from './Row.module.css';

/**
 * An image of a message, where it lies in the transcript itself (a data URI). Nothing is fetched. An SVG is shown as an
 * image like any other: as such it runs no script, and asks for nothing.
 */
export function MessageImage({ url, message }: { url: string; message: number }) {
  return /^data:image\//i.test(url) ? (
    <img className={styles.image} src={url} alt={`In message ${message + 1}`} />
  ) : (
    <p className={styles.caption}>Image, not loaded: {url.slice(0, 200)}</p>
  );
}
