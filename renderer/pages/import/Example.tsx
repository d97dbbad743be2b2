import { useState } from 'react';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { plural } from '../../kit/format.ts';
import { abridgedJson, formattedJson } from './abridged-json.ts';
import styles from './Example.module.css';
import { recordWord } from './file-words.ts';
import { JsonText } from './JsonText.tsx';

type ExampleRecord = NonNullable<FilePreview['example']>;

/** One record twice: as it stands in the file, and as Shrive reads it. */
export function Example({ example, format }: { example: ExampleRecord; format: string }) {
  const [isWhole, setWhole] = useState(false);
  const abridged = abridgedJson(example.source);
  const word = recordWord(format, 1);
  const place = `${word.charAt(0).toUpperCase()}${word.slice(1)} ${example.line}`;
  return (
    <div className={styles.example}>
      <section className={styles.half}>
        <h3 className={styles.title}>
          {place}, as it stands
          {abridged !== undefined && (
            <button type="button" className={styles.more} onClick={() => setWhole(!isWhole)}>
              {isWhole ? 'show its shape' : 'show more of it'}
            </button>
          )}
        </h3>
        <JsonText
          text={isWhole || abridged === undefined ? formattedJson(example.source) : abridged}
          label={`${place}, as it stands`}
        />
      </section>
      <section className={styles.half}>
        <h3 className={styles.title}>{place}, as Shrive reads it</h3>
        <AsRead example={example} />
      </section>
    </div>
  );
}

const ROLE_WORDS: Record<string, string> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
};
/** Enough to see that it was understood. */
const MESSAGES_SHOWN = 5;

function AsRead({ example }: { example: ExampleRecord }) {
  const { messages, confessions, metadata_keys } = example;
  const more = messages.length - MESSAGES_SHOWN;
  return (
    <dl className={styles.read}>
      <dt>Name</dt>
      <dd className={styles.mono}>{example.transcript_id}</dd>
      {messages.slice(0, MESSAGES_SHOWN).map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is its place in the transcript
        <MessageLine key={index} message={message} />
      ))}
      {more > 0 && (
        <>
          <dt />
          <dd className={styles.rest}>and {plural(more, 'more message', 'more messages')}</dd>
        </>
      )}
      {confessions.map((confession) => (
        <ConfessionLine key={confession.confession_id} confession={confession} />
      ))}
      {metadata_keys.length > 0 && (
        <>
          <dt>Kept</dt>
          <dd className={styles.mono}>{metadata_keys.map((key) => `metadata.${key}`).join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function MessageLine({ message }: { message: ExampleRecord['messages'][number] }) {
  return (
    <>
      <dt>{ROLE_WORDS[message.role] ?? message.role}</dt>
      <dd>
        {message.calls.length > 0 && <span className={styles.mono}>{message.calls.join(', ')}</span>}
        {message.calls.length > 0 && message.peek !== '' && <br />}
        {message.peek !== '' && (
          <span className={message.role === 'tool' ? styles.result : styles.said}>{message.peek}</span>
        )}
        {message.calls.length === 0 && message.peek === '' && <span className={styles.rest}>no text</span>}
      </dd>
    </>
  );
}

function ConfessionLine({ confession }: { confession: ExampleRecord['confessions'][number] }) {
  const { confession_id, form, claims } = confession;
  return (
    <>
      <dt>Confession</dt>
      <dd>
        <span className={styles.said}>{confession_id}</span>
        {form === null ? (
          <span className={styles.rest}>, sealed until you have judged the task output</span>
        ) : (
          <span className={styles.said}>
            , {form === 'report' ? 'a report' : 'a text'}
            {claims !== null && claims > 0 && ` with ${plural(claims, 'claim')}`}
          </span>
        )}
      </dd>
    </>
  );
}
