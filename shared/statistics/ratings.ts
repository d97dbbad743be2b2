/**
 * What graders said of items, as the measures of agreement take it: one list an item. `null` is a gap: this grader did
 * not rate it. Where graders are not told apart (α, Fleiss, Gwet), gaps may also be left out.
 */
export type Ratings<Category> = readonly (Category | null)[];

export type Category = string | number;

/** How near two categories are, from 0 to 1; 1 is the same. By position in the list of categories. */
export type Weighting = 'identity' | 'linear' | 'quadratic';

/**
 * Weights between categories: identity; linear 1 − |k−l|/(q−1); quadratic 1 − ((k−l)/(q−1))² (confessions.md 5.2).
 * Categories that are all numbers lie where they are, as in irrCAC; words lie at equal distances, in the order given.
 */
export function weightsOf(categories: readonly Category[], weighting: Weighting): number[][] {
  const isNumeric = categories.every((category) => typeof category === 'number');
  const places = categories.map((category, index) => (isNumeric ? Number(category) : index));
  const range = Math.max(...places) - Math.min(...places);
  return places.map((one) =>
    places.map((other) => {
      if (one === other) return 1;
      if (weighting === 'identity') return 0;
      const distance = Math.abs(one - other) / range;
      return 1 - (weighting === 'linear' ? distance : distance * distance);
    }),
  );
}

/** The place of each category of the rubric; a rating that is none of them is refused. */
export function placesOf<Given extends Category>(categories: readonly Given[]): (rating: Given) => number {
  const places = new Map(categories.map((category, index) => [category, index]));
  return (rating) => {
    const place = places.get(rating);
    if (place === undefined) throw new RangeError(`"${rating}" is not among ${categories.join(', ')}`);
    return place;
  };
}
