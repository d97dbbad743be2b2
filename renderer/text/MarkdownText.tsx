import type { ReactNode } from 'react';
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

/** Markdown (GFM, without HTML) with every word in its place of the source. */
export function MarkdownText({ text, marks }: { text: string; marks: readonly TextMark[] }) {
  return (
    <Markdown
      remarkPlugins={[[remarkGfm, { singleTilde: false }]]}
      rehypePlugins={[[rehypePieces, { source: text, marks }]]}
      components={components}
      urlTransform={asItIs}
    >
      {text}
    </Markdown>
  );
}
