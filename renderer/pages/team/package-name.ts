/** In the style of paths of this machine. */
export function inFolder(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${separator}${name}`;
}

/** A grader's name as a piece of a file's name, the same on every system. */
function plainName(grader: string): string {
  return (
    grader
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'grader'
  );
}

/** One file for each grader, none named as another: `study-Ada.shrive`. */
export function packageNames(dataset: string, graders: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const grader of graders) {
    let stem = `${dataset}-${plainName(grader)}`;
    // Some systems tell no capitals apart.
    for (let count = 2; taken.has(stem.toLowerCase()); count += 1)
      stem = `${dataset}-${plainName(grader)}-${count}`;
    taken.add(stem.toLowerCase());
    names.set(grader, `${stem}.shrive`);
  }
  return names;
}
