/** A selection on the page as a place in the source text of one part. */
export interface SelectedPlace {
  message: number;
  part: string;
  start: number;
  end: number;
}

function partOf(node: Node | null): HTMLElement | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  return element?.closest<HTMLElement>('[data-part]') ?? null;
}

/** Text from the beginning of a part to a point in it: the part holds its source text and nothing else. */
function offsetIn(part: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(part);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Where the current selection lies; undefined if it is empty or goes beyond one part. */
export function selectedPlace(): SelectedPlace | undefined {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const part = partOf(range.startContainer);
  if (part === null || part !== partOf(range.endContainer)) return undefined;
  const start = offsetIn(part, range.startContainer, range.startOffset);
  const end = offsetIn(part, range.endContainer, range.endOffset);
  const message = Number(part.dataset.message);
  if (end <= start || part.dataset.part === undefined || Number.isNaN(message)) return undefined;
  return { message, part: part.dataset.part, start, end };
}
