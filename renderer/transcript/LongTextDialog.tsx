import { lazy, Suspense, useMemo } from 'react';
import type { Message } from '../../shared/domain/transcript.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { useKeyboard } from '../kit/platform.ts';
import { Select } from '../kit/Select.tsx';
import { codePieces } from '../text/code-pieces.ts';
import { editorTones } from '../text/line-tones.ts';
import { rawPieces } from '../text/pieces.ts';
import type { TextPlace } from '../text/SourceText.tsx';
import { snap } from '../text/selection.ts';
import { ShownText } from '../text/shown-text.ts';
import type { Marks } from './marks.ts';
import { longestText, type ViewerText, viewerTexts } from './viewer-texts.ts';

const CodeViewer = lazy(async () => ({ default: (await import('../text/CodeViewer.tsx')).CodeViewer }));

/** What is open: a message, and the part of it that was asked for. */
export interface Viewing {
  message: number;
  part?: string;
}

/** Words selected in the viewer, as evidence addresses them. */
export type MarkRange = (
  act: 'mark' | 'new',
  place: TextPlace,
  range: { start: number; end: number },
) => void;

interface LongTextDialogProps {
  viewing: Viewing | undefined;
  message: Message | undefined;
  marks: Marks;
  view: 'rendered' | 'raw';
  /** Missing where nothing can be marked any more. */
  onMark: MarkRange | undefined;
  onViewing(viewing: Viewing | undefined): void;
}

/** A text of the transcript in an editor of its own, read-only, that can search, fold and mark it. */
export function LongTextDialog(props: LongTextDialogProps) {
  const { viewing, message, onMark, onViewing } = props;
  const modifier = useKeyboard().isMac ? 'Cmd' : 'Ctrl';
  const texts = useMemo(() => (message === undefined ? [] : viewerTexts(message)), [message]);
  const chosen = texts.find(({ part }) => part === viewing?.part) ?? longestText(texts);
  const title = viewing === undefined ? '' : `Message ${viewing.message + 1}`;
  return (
    <Dialog
      open={viewing !== undefined}
      onClose={() => onViewing(undefined)}
      title={title}
      size="wide"
      description={
        onMark === undefined
          ? `${modifier} F finds, Esc closes.`
          : `${modifier} F finds, V marks what is selected, B begins a violation with it, Esc closes.`
      }
    >
      {texts.length > 1 && viewing !== undefined && (
        <Select
          label="Text"
          labelHidden
          options={texts.map(({ part, words }) => ({ value: part, label: words }))}
          value={chosen?.part ?? null}
          onChange={(part) => onViewing({ ...viewing, part })}
        />
      )}
      {message !== undefined && chosen === undefined && <p>There is no text in this message.</p>}
      {viewing !== undefined && chosen !== undefined && (
        <OpenText key={chosen.part} {...props} index={viewing.message} chosen={chosen} />
      )}
    </Dialog>
  );
}

function OpenText(props: LongTextDialogProps & { index: number; chosen: ViewerText }) {
  const { index, chosen, marks, view, onMark } = props;
  const { part, text, isCode } = chosen;
  const { shown, tones } = useMemo(() => {
    const pieces = isCode && view !== 'raw' ? codePieces(text) : rawPieces(text);
    const hasTones = pieces.some(({ line }) => line !== undefined);
    return {
      shown: new ShownText(pieces),
      tones: hasTones ? editorTones(pieces) : [],
    };
  }, [text, isCode, view]);
  const place: TextPlace = { source: 'transcript', message: index, part };
  const marked = marks.in(place, text);
  const first = marked.find(({ isActive }) => isActive);
  const run = (act: 'mark' | 'new') => (range: { start: number; end: number }) => {
    const covered = shown.toSource(range);
    const exact = covered && snap(text, covered.start, covered.end);
    if (exact !== undefined) onMark?.(act, place, exact);
  };
  return (
    <Suspense>
      <CodeViewer
        text={shown.text}
        tones={tones}
        marks={shown.marks(marked)}
        onClose={() => props.onViewing(undefined)}
        reveal={first && shown.toShown(first)?.start}
        acts={
          onMark === undefined
            ? []
            : [
                { id: 'mark', words: 'Mark as evidence', key: 'v', run: run('mark') },
                { id: 'new', words: 'New violation', key: 'b', run: run('new') },
              ]
        }
      />
    </Suspense>
  );
}
