function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A plain page in words, for people who come without the key or to the wrong place. */
export function refusalPage(title: string, explanation: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Shrive: ${escapeHtml(title)}</title>
<style>
  body { font: 16px/25px Georgia, serif; max-width: 32rem; margin: 12vh auto; padding: 0 1rem; color: #1C201E; background: #FCFCFA }
  h1 { font: 600 20px/28px sans-serif }
  @media (prefers-color-scheme: dark) { body { color: #E5E8E4; background: #1C201E } }
</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(explanation)}</p>
</html>
`;
}
