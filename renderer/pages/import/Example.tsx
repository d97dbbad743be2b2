import { useState } from 'react';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import { listWords, plural } from '../../kit/format.ts';
import { ROLE_WORDS } from '../../kit/words.ts';
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

/** The first message of the user, the first call, and an answer: enough to see that it was understood. */
function tellingMessages(messages: ExampleRecord['messages']): ExampleRecord['messages'] {
  const found = [
    messages.find((message) => message.role === 'user'),
    messages.find((message) => message.calls.length > 0),
    messages.find((message) => message.role === 'assistant' && message.peek !== ''),
  ];
  const telling = messages.filter((message) => found.includes(message));
  return telling.length > 0 ? telling : messages.slice(0, 2);
}

function AsRead({ example }: { example: ExampleRecord }) {
  const { messages, confessions, metadata_keys } = example;
  const shown = tellingMessages(messages);
  const more = messages.length - shown.length;
  return (
    <dl className={styles.read}>
      <dt>Name</dt>
      <dd className={styles.mono}>{example.transcript_id}</dd>
      {shown.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is its place in the transcript
        <MessageLine key={index} message={message} />
      ))}
      {more > 0 && (
        <>
          <dt />
          <dd className={styles.rest}>and {plural(more, 'more message', 'more messages')}</dd>
        </>
      )}
      {confessions.length > 0 && (
        <>
          <dt>{confessions.length === 1 ? 'Confession' : 'Confessions'}</dt>
          <dd>
            <Confessions confessions={confessions} />
          </dd>
        </>
      )}
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
      <dt>{ROLE_WORDS[message.role]}</dt>
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

function Confessions({ confessions }: Pick<ExampleRecord, 'confessions'>) {
  if (confessions.every((confession) => confession.form === null)) {
    return (
      <>
        <span className={styles.words}>{listWords(confessions.map((each) => each.confession_id))}</span>
        <span className={styles.rest}>, sealed until you have judged the task output</span>
      </>
    );
  }
  return confessions.map(({ confession_id, form, claims }) => (
    <span key={confession_id} className={styles.confession}>
      {confession_id}, {form === 'report' ? 'a report' : 'a text'}
      {claims !== null && claims > 0 && ` with ${plural(claims, 'claim')}`}
    </span>
  ));
}
