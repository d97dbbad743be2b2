/** Where somebody was in a view: the row in hand and how far it was scrolled. */
export interface PlaceInView {
  active: number;
  scrollTop: number;
}

const MAX_PLACES = 50;
const places = new Map<string, PlaceInView>();

const TOP: PlaceInView = { active: 0, scrollTop: 0 };

/** Kept while the window is open, by view: coming back from Grade or by Back leads to the same row. */
export function placeIn(view: string): PlaceInView {
  return places.get(view) ?? TOP;
}

export function rememberPlace(view: string, place: PlaceInView): void {
  places.delete(view);
  places.set(view, place);
  const oldest = places.keys().next();
  if (places.size > MAX_PLACES && oldest.done === false) places.delete(oldest.value);
}
