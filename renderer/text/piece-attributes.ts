import { type MarkedPiece, sourceLength } from './pieces.ts';

/** How a piece stands in the page; `selection.ts` reads `data-at` and `data-length`, the style sheet all others. */
export interface PieceAttributes {
  'data-at'?: number;
  /** Units of source, where they are not the units shown. */
  'data-length'?: number;
  'data-kind'?: string;
  'data-ansi'?: string;
  /** How many pieces of evidence lie over each other here, at most three lines are drawn. */
  'data-evidence'?: number;
  /** Whose evidence it is where several graders' is shown: of the first alone is not said. */
  'data-graders'?: 'dashed' | 'dotted' | 'solid-dashed' | 'solid-dotted';
  'data-active'?: true;
  'data-linked'?: true;
  'data-claim-words'?: true;
  /** Evidence of the worked answer. */
  'data-worked'?: true;
  'data-found'?: 'hit' | 'current';
  /** Words that a hint is about, or a quote that leads to where it stands. */
  'data-hinted'?: true;
  'data-quote'?: true;
  title?: string;
  /** Not in the text beside it. */
  'data-only'?: true;
  /** Ids of the evidence here, and of that which begins here: where its tags go. */
  'data-ids'?: string;
  'data-tags'?: string;
  /** For those who hear the text: drawn before and after it, and seen by nobody. */
  'data-begins'?: string;
  'data-ends'?: string;
}

const MAX_LINES = 3;

/** Evidence of several graders has their numbers as ids. */
const isGrader = (id: string) => /^\d+$/.test(id);

/** What is said before and after the pieces of a mark. */
function spoken(marks: MarkedPiece['marks']): string {
  const evidence = marks
    .filter(({ kind }) => kind === 'evidence')
    .map(({ id }) => (isGrader(id) ? `of grader ${id}` : id.toUpperCase()));
  if (marks.some(({ kind }) => kind === 'worked')) evidence.push('of the worked answer');
  return [...new Set(evidence)].join(', ');
}

/** One line for the first grader, and one for all others. */
function lineOf(marks: MarkedPiece['marks']): PieceAttributes['data-graders'] {
  const evidence = marks.filter(({ kind }) => kind === 'evidence');
  const others = evidence.flatMap(({ line }) => line ?? []);
  if (others.length === 0) return undefined;
  const line = others.includes('dashed') ? 'dashed' : 'dotted';
  return others.length < evidence.length ? `solid-${line}` : line;
}

/** What is said before the words, and after them. */
function saidAround({ begins, ends }: MarkedPiece): Pick<PieceAttributes, 'data-begins' | 'data-ends'> {
  const isOnly = ({ kind }: { kind: string }) => kind === 'only';
  const before = [
    spoken(begins) === '' ? '' : `evidence ${spoken(begins)}: `,
    begins.some(isOnly) ? 'only here: ' : '',
  ].join('');
  const after = [
    ends.some(isOnly) ? ', so far only here. ' : '',
    spoken(ends) === '' ? '' : ', end of evidence. ',
  ].join('');
  return { ...(before !== '' && { 'data-begins': before }), ...(after !== '' && { 'data-ends': after }) };
}

export function pieceAttributes(piece: MarkedPiece): PieceAttributes {
  const attributes: PieceAttributes = {};
  if (piece.kind !== undefined) attributes['data-kind'] = piece.kind;
  if (piece.ansi !== undefined) attributes['data-ansi'] = piece.ansi;
  if (piece.at === undefined) return attributes;
  attributes['data-at'] = piece.at;
  if (piece.length !== undefined) attributes['data-length'] = sourceLength(piece);
  const { marks, begins } = piece;
  if (marks.length === 0) return attributes;
  const evidence = new Set(marks.filter(({ kind }) => kind === 'evidence').map(({ id }) => id));
  if (evidence.size > 0) {
    attributes['data-evidence'] = Math.min(MAX_LINES, evidence.size);
    attributes['data-ids'] = [...evidence].join(' ');
  }
  const line = lineOf(marks);
  if (line !== undefined) attributes['data-graders'] = line;
  if (marks.some(({ kind, isActive }) => kind === 'evidence' && isActive)) attributes['data-active'] = true;
  if (marks.some(({ isLinked }) => isLinked)) attributes['data-linked'] = true;
  if (marks.some(({ kind }) => kind === 'claim')) attributes['data-claim-words'] = true;
  if (marks.some(({ kind }) => kind === 'worked')) attributes['data-worked'] = true;
  const found = marks.filter(({ kind }) => kind === 'found');
  if (found.length > 0) attributes['data-found'] = found.some(({ isActive }) => isActive) ? 'current' : 'hit';
  const hint = marks.find(({ kind }) => kind === 'hint');
  const quote = marks.find(({ kind }) => kind === 'quote');
  if (hint !== undefined) attributes['data-hinted'] = true;
  if (quote !== undefined) attributes['data-quote'] = true;
  const title = hint?.title ?? quote?.title;
  if (title !== undefined) attributes.title = title;
  const tags = begins.filter(({ kind }) => kind === 'evidence').map(({ id }) => id);
  if (tags.length > 0) attributes['data-tags'] = [...new Set(tags)].join(' ');
  if (marks.some(({ kind }) => kind === 'only')) attributes['data-only'] = true;
  return { ...attributes, ...saidAround(piece) };
}
