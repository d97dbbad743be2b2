import { observeElementRect, type Rect, type Virtualizer } from '@tanstack/react-virtual';

/**
 * Options for the virtual lists that stand in the same place one after the other: each begins with the size that the one
 * before had, so that its rows are drawn with the first drawing and not with the second, or before it is in the page.
 */
export function rememberedSize() {
  let initialRect: Rect = { width: 0, height: 0 };
  const observe = (list: Virtualizer<HTMLDivElement, Element>, onRect: (rect: Rect) => void) =>
    observeElementRect(list, (rect) => {
      // Nothing to remember of a pane that is hidden.
      if (rect.height > 0) initialRect = rect;
      onRect(rect);
    });
  return () => ({ initialRect, observeElementRect: observe });
}
