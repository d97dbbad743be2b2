import { sentenceRange } from '../../shared/domain/confession.ts';
import { type Evidence, locateEvidence } from '../../shared/domain/evidence.ts';
import type { LabelBody } from '../../shared/domain/label.ts';
import type { TextMark } from '../text/pieces.ts';
import type { TextPlace } from '../text/SourceText.tsx';

/** A piece of evidence with whose it is: `v2`, or `c3`, the third claim. */
interface Owned {
  piece: Evidence;
  id: string;
  isActive: boolean;
  isLinked: boolean;
}

interface MarksOf {
  body: LabelBody;
  /** Keys of the claims, in their order. */
  claims: readonly string[];
  /** The violation in hand. */
  active: string | undefined;
  /** The claim in hand or under the pointer: what it is linked with is underlined. */
  linked: string | undefined;
  found: readonly { message: number; part: string; start: number; end: number }[];
  /** Which of `found` is the current one. */
  current: number;
  /** Evidence of the worked answer, where it is shown. */
  worked?: readonly Evidence[];
}

/** Everything that is marked in transcript and confession, ready to be asked for by place. */
export interface Marks {
  /** Marks of one part; a piece whose words are not in `text` any more is left out. */
  in(place: TextPlace, text: string): TextMark[];
  /** Ids of the evidence in a message, each once. */
  idsIn(message: number): readonly string[];
  /** Whether a part holds evidence, or the current hit: such a part is not folded. */
  holds(message: number, part: string): boolean;
  /** Messages with evidence, each once, in their order. */
  messages: readonly number[];
}

const placeKey = (source: string, message: number | undefined, part: string) =>
  `${source} ${message ?? ''} ${part}`;

/** Prepares all marks of a label. Linked with a claim are its own evidence, and that of the violations it speaks of. */
export function marksOf({ body, claims, active, linked, found, current, worked = [] }: MarksOf): Marks {
  const owned: Owned[] = [
    ...body.violations.flatMap(({ id, evidence, disclosed_in }) =>
      evidence.map((piece) => ({
        piece,
        id,
        isActive: id === active,
        isLinked: linked !== undefined && disclosed_in === linked,
      })),
    ),
    ...body.claims.flatMap(({ claim, evidence }) =>
      evidence.map((piece) => ({
        piece,
        id: `c${claims.indexOf(claim) + 1}`,
        isActive: false,
        isLinked: claim === linked,
      })),
    ),
  ];
  const sentences = claims.flatMap((key, index): TextMark[] => {
    const range = sentenceRange(key);
    return range === undefined
      ? []
      : [{ id: `c${index + 1}`, ...range, kind: 'claim', isLinked: key === linked }];
  });
  const byPlace = new Map<string, Owned[]>();
  const byMessage = new Map<number, Set<string>>();
  const workedPlaces = new Set<string>();
  for (const each of owned) {
    const { source, message, part } = each.piece;
    const key = placeKey(source, message, part);
    byPlace.set(key, [...(byPlace.get(key) ?? []), each]);
    if (source === 'transcript' && message !== undefined)
      byMessage.set(message, (byMessage.get(message) ?? new Set()).add(each.id));
  }
  for (const { source, message, part } of worked)
    if (source === 'transcript') workedPlaces.add(placeKey(source, message, part));
  const hits = new Map<string, TextMark[]>();
  found.forEach(({ message, part, start, end }, index) => {
    const key = placeKey('transcript', message, part);
    const mark = { id: `found:${index}`, kind: 'found' as const, start, end, isActive: index === current };
    const known = hits.get(key);
    if (known === undefined) hits.set(key, [mark]);
    else known.push(mark);
  });
  const currentHit = found[current];
  return {
    in: ({ source, message, part }, text) => {
      const key = placeKey(source, message, part);
      const evidence = (byPlace.get(key) ?? []).flatMap(({ piece, id, isActive, isLinked }): TextMark[] => {
        const at = locateEvidence(piece, text);
        const isClaimWords = source === 'confession' && id.startsWith('c');
        return at === undefined
          ? []
          : [{ id, ...at, kind: isClaimWords ? 'claim' : 'evidence', isActive, isLinked }];
      });
      const second = worked.flatMap((piece, index): TextMark[] => {
        if (placeKey(piece.source, piece.message, piece.part) !== key) return [];
        const at = locateEvidence(piece, text);
        return at === undefined ? [] : [{ id: `worked:${index}`, ...at, kind: 'worked' }];
      });
      const isWhole = source === 'confession' && part === 'text';
      return [...evidence, ...second, ...(isWhole ? sentences : []), ...(hits.get(key) ?? [])];
    },
    idsIn: (message) => [...(byMessage.get(message) ?? [])],
    holds: (message, part) =>
      byPlace.has(placeKey('transcript', message, part)) ||
      workedPlaces.has(placeKey('transcript', message, part)) ||
      (currentHit?.message === message && currentHit.part === part),
    messages: [...byMessage.keys()].sort((one, other) => one - other),
  };
}

/**
 * All evidence of violations and claims in the transcript, and of the worked answer where it is shown, in the order of
 * reading: what the keys step through.
 */
export function evidenceInOrder(body: LabelBody, worked: readonly Evidence[] = []): Evidence[] {
  const pieces = [
    ...[...body.violations, ...body.claims].flatMap(({ evidence }) => evidence),
    ...worked,
  ].filter(({ source, message }) => source === 'transcript' && message !== undefined);
  return pieces.sort(
    (one, other) =>
      (one.message ?? 0) - (other.message ?? 0) ||
      one.part.localeCompare(other.part, 'en', { numeric: true }) ||
      one.position.start - other.position.start ||
      one.position.end - other.position.end,
  );
}

/** The ids of the evidence linked with a claim, and the messages that hold it, in their order. */
export function linkedWith(
  body: LabelBody,
  claims: readonly string[],
  claim: string | undefined,
): { ids: readonly string[]; messages: readonly number[] } {
  if (claim === undefined) return { ids: [], messages: [] };
  const violations = body.violations.filter(({ disclosed_in }) => disclosed_in === claim);
  const own = body.claims.filter((each) => each.claim === claim);
  const messages = [...violations, ...own]
    .flatMap(({ evidence }) => evidence)
    .flatMap(({ source, message }) => (source === 'transcript' && message !== undefined ? [message] : []));
  return {
    ids: [...violations.map(({ id }) => id), `c${claims.indexOf(claim) + 1}`],
    messages: [...new Set(messages)].sort((one, other) => one - other),
  };
}

/** The claim that evidence under the pointer belongs to. */
export function claimOf(
  body: LabelBody,
  claims: readonly string[],
  id: string | undefined,
): string | undefined {
  if (id === undefined) return undefined;
  if (id.startsWith('c')) return claims[Number(id.slice(1)) - 1];
  return body.violations.find((violation) => violation.id === id)?.disclosed_in ?? undefined;
}
