import { type ReactNode, useMemo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { TextMark } from './pieces.ts';
import { rehypePieces } from './rehype-pieces.ts';

function Heading({ children }: { children?: ReactNode }) {
  return <p data-heading>{children}</p>;
}

/** What a text may draw: nothing in it leads anywhere or is fetched. Its headings are none of the page's. */
const components: Components = {
  a: ({ href, children }) => (
    <span data-link title={href}>
      {children}
    </span>
  ),
  img: ({ src, alt }) =>
    typeof src === 'string' && /^data:image\//i.test(src) ? (
      <img src={src} alt={alt ?? ''} />
    ) : (
      <span data-caption>Image, not loaded: {alt === '' || alt === undefined ? src : alt}</span>
    ),
  input: ({ checked }) => <span>{checked ? '☑ ' : '☐ '}</span>,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  table: ({ children }) => (
    <div data-table>
      <table>{children}</table>
    </div>
  ),
};

/** Addresses are shown, never followed: there is nothing to make safe. */
const asItIs = (url: string) => url;

/** Called, not mounted: react-markdown 10 is a function without hooks, and what it returns can be kept. */
function parse(text: string, marks: readonly TextMark[]): ReactNode {
  return Markdown({
    children: text,
    remarkPlugins: [[remarkGfm, { singleTilde: false }]],
    rehypePlugins: [[rehypePieces, { source: text, marks }]],
    components,
    urlTransform: asItIs,
  });
}

/** Texts without marks, parsed: a message that comes back into view costs nothing. In units of text. */
const KEPT_UNITS = 1024 * 1024;
const NO_MARKS: readonly TextMark[] = [];
const kept = new Map<string, ReactNode>();
let keptUnits = 0;

function parsed(text: string): ReactNode {
  const known = kept.get(text);
  if (known !== undefined) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const made = parse(text, NO_MARKS);
  kept.set(text, made);
  keptUnits += text.length;
  for (const oldest of kept.keys()) {
    if (keptUnits <= KEPT_UNITS || oldest === text) break;
    kept.delete(oldest);
    keptUnits -= oldest.length;
  }
  return made;
}

/** Parses a text before it is shown. False where that was done already. */
export function prepareMarkdown(text: string): boolean {
  if (kept.has(text)) return false;
  parsed(text);
  return true;
}

/** Markdown (GFM, without HTML) with every word in its place of the source. */
export function MarkdownText({ text, marks }: { text: string; marks: readonly TextMark[] }) {
  return useMemo(() => (marks.length === 0 ? parsed(text) : parse(text, marks)), [text, marks]);
}
