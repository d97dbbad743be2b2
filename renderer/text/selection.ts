import type { TextPlace } from './SourceText.tsx';

/** Where a selection lies in the source of one part: UTF-16 units, end exclusive. */
export interface SelectedRange extends TextPlace {
  start: number;
  end: number;
}

/** A point within the texts: the piece and how many of its shown units lie before it. */
interface Point {
  piece: HTMLElement;
  units: number;
}

function placeOf(part: HTMLElement): TextPlace | undefined {
  const { source, message, part: name } = part.dataset;
  if ((source !== 'transcript' && source !== 'confession') || name === undefined) return undefined;
  return { source, part: name, ...(message !== undefined && { message: Number(message) }) };
}

/** The source offset of a point; a piece that stands for something else is taken whole, to the nearer side. */
function offsetOf({ piece, units }: Point, side: 'start' | 'end'): number {
  const at = Number(piece.dataset.at);
  const { length } = piece.dataset;
  if (length === undefined) return at + units;
  const shown = piece.textContent.length;
  if (units === 0) return at;
  if (units >= shown) return at + Number(length);
  return side === 'start' ? at : at + Number(length);
}

/** Units of text in `piece` before a boundary of the range; 0 or all where the boundary lies outside it. */
function unitsBefore(piece: HTMLElement, container: Node, offset: number): number {
  const before = document.createRange();
  before.selectNodeContents(piece);
  if (before.comparePoint(container, offset) < 0) return 0;
  if (before.comparePoint(container, offset) > 0) return piece.textContent.length;
  before.setEnd(container, offset);
  return before.toString().length;
}

/** What `range` covers of one part; undefined where it covers no text with a place. */
function rangeIn(part: HTMLElement, range: Range): { start: number; end: number } | undefined {
  let start: number | undefined;
  let end: number | undefined;
  for (const piece of part.querySelectorAll<HTMLElement>('[data-at]')) {
    if (!range.intersectsNode(piece)) continue;
    const from = unitsBefore(piece, range.startContainer, range.startOffset);
    const to = unitsBefore(piece, range.endContainer, range.endOffset);
    if (to <= from) continue;
    start ??= offsetOf({ piece, units: from }, 'start');
    end = offsetOf({ piece, units: to }, 'end');
  }
  return start === undefined || end === undefined || end <= start ? undefined : { start, end };
}

/**
 * What is selected in the page, part by part in the order of the page; a selection across messages gives several.
 * Ranges lie within their part and never cut a character that a reader sees as one (`snap`).
 */
export function selectedRanges(textOf: (place: TextPlace) => string | undefined): SelectedRange[] {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  const root = range.commonAncestorContainer;
  const element = root instanceof HTMLElement ? root : root.parentElement;
  const around = element?.closest<HTMLElement>('[data-part]');
  const parts =
    around != null ? [around] : [...(element?.querySelectorAll<HTMLElement>('[data-part]') ?? [])];
  return parts.flatMap((part): SelectedRange[] => {
    const place = placeOf(part);
    if (place === undefined || !range.intersectsNode(part)) return [];
    const covered = rangeIn(part, range);
    const text = textOf(place);
    if (covered === undefined || text === undefined) return [];
    const snapped = snap(text, covered.start, covered.end);
    return snapped === undefined ? [] : [{ ...place, ...snapped }];
  });
}

/** The sentence in which a lone caret stands, by the source; undefined where words are selected, or nothing is. */
export function sentenceAtCaret(textOf: (place: TextPlace) => string | undefined): SelectedRange | undefined {
  const selection = window.getSelection();
  if (selection === null || !selection.isCollapsed || selection.focusNode === null) return undefined;
  const { focusNode, focusOffset } = selection;
  const element = focusNode instanceof HTMLElement ? focusNode : focusNode.parentElement;
  const piece = element?.closest<HTMLElement>('[data-at]');
  const part = element?.closest<HTMLElement>('[data-part]');
  const place = part == null ? undefined : placeOf(part);
  const text = place === undefined ? undefined : textOf(place);
  if (piece == null || place === undefined || text === undefined) return undefined;
  const units = unitsBefore(piece, focusNode, focusOffset);
  const found = sentenceAt(text, offsetOf({ piece, units }, 'start'));
  return found === undefined ? undefined : { ...place, ...found };
}

/** The sentence of a text that holds an offset, without the blanks around it; never more than its line. */
export function sentenceAt(text: string, offset: number): { start: number; end: number } | undefined {
  const begin = text.lastIndexOf('\n', offset - 1) + 1;
  const stop = text.indexOf('\n', offset);
  const line = text.slice(begin, stop < 0 ? text.length : stop);
  const at = Math.min(offset - begin, line.length - 1);
  const found = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line).containing(at);
  if (found === undefined) return undefined;
  return snap(text, begin + found.index, begin + found.index + found.segment.length);
}

/**
 * A range without the blanks at its ends, grown to whole grapheme clusters: no half emoji, no letter without its accent.
 * Undefined where nothing but blanks is left.
 */
export function snap(text: string, start: number, end: number): { start: number; end: number } | undefined {
  const slice = text.slice(start, end);
  const trimmed = slice.trim();
  if (trimmed === '') return undefined;
  const from = start + slice.indexOf(trimmed);
  return {
    start: clusterAt(text, from).start,
    end: clusterAt(text, from + trimmed.length - 1).end,
  };
}

/** How far around a unit the segmenter looks: longer clusters do not occur in writing. */
const REACH = 64;

function clusterAt(text: string, unit: number): { start: number; end: number } {
  const begin = Math.max(0, unit - REACH);
  const around = text.slice(begin, unit + REACH);
  const found = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    .segment(around)
    .containing(unit - begin);
  if (found === undefined) return { start: unit, end: unit + 1 };
  return { start: begin + found.index, end: begin + found.index + found.segment.length };
}

/** The part that shows a place, if it is in the page now. */
export function partElement(root: ParentNode, place: TextPlace): HTMLElement | undefined {
  return partElements(root, place)[0];
}

/** The same with all excerpts of it that are in the page. */
export function partElements(root: ParentNode, place: TextPlace): HTMLElement[] {
  const message = place.message === undefined ? '' : `[data-message="${place.message}"]`;
  return [
    ...root.querySelectorAll<HTMLElement>(
      `[data-source="${place.source}"]${message}[data-part="${CSS.escape(place.part)}"]`,
    ),
  ];
}

/** A point in the page for an offset of the source; a piece that stands for something else is taken whole. */
function pointAt(part: HTMLElement, offset: number, side: 'start' | 'end'): [Node, number] | undefined {
  const piece = pieceAt(part, side === 'start' ? offset : offset - 1);
  const text = piece && document.createTreeWalker(piece, NodeFilter.SHOW_TEXT).nextNode();
  if (piece === undefined || text == null) return undefined;
  const units = offset - Number(piece.dataset.at);
  if (piece.dataset.length !== undefined) return [text, side === 'start' ? 0 : piece.textContent.length];
  return units < 0 || units > (text.textContent?.length ?? 0) ? undefined : [text, units];
}

/** Selects a range of the source where one of these parts shows it. Says whether one did. */
export function selectRange(
  parts: readonly HTMLElement[],
  { start, end }: { start: number; end: number },
): boolean {
  for (const part of parts) {
    const from = pointAt(part, start, 'start');
    const to = pointAt(part, end, 'end');
    if (from === undefined || to === undefined) continue;
    window.getSelection()?.setBaseAndExtent(...from, ...to);
    return true;
  }
  return false;
}

/** The piece of a part that shows a unit of its source, or the nearest one after it. */
export function pieceAt(part: HTMLElement, offset: number): HTMLElement | undefined {
  for (const piece of part.querySelectorAll<HTMLElement>('[data-at]')) {
    const length = Number(piece.dataset.length ?? piece.textContent.length);
    if (Number(piece.dataset.at) + length > offset) return piece;
  }
  return undefined;
}
