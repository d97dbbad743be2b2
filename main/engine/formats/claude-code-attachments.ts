import type { SessionLine } from './claude-code-lines.ts';
import type { MessageTree } from './message-tree.ts';

/** What Claude Code puts beside the turns (files, hooks, reminders), on lines of its own. */
export class Attachments {
  /** By the turn that they hang on. */
  readonly #after = new Map<SessionLine, SessionLine[]>();

  constructor(lines: readonly SessionLine[], tree: MessageTree<SessionLine>) {
    const turns = new Map<SessionLine, SessionLine | undefined>();
    for (const line of lines) {
      if (line.isTurn || line.value.type !== 'attachment') continue;
      const turn = turnOf(line, tree, turns);
      if (turn === undefined) continue;
      const others = this.#after.get(turn);
      if (others === undefined) this.#after.set(turn, [line]);
      else others.push(line);
    }
  }

  /** Those of a way: what stands in it belongs to the turn that comes next, what hangs on it to the turn before. */
  alongside(path: readonly SessionLine[]): (turn: readonly SessionLine[]) => unknown[] {
    const onPath = new Set(path);
    const before = new Map<SessionLine, unknown[]>();
    let waiting: unknown[] = [];
    for (const line of path) {
      if (line.isTurn) {
        before.set(line, waiting);
        waiting = [];
      } else if (line.value.type === 'attachment') waiting.push(line.value.attachment);
    }
    return (turn) =>
      turn.flatMap((line) => [
        ...(before.get(line) ?? []),
        ...(this.#after.get(line) ?? [])
          .filter((each) => !onPath.has(each))
          .map(({ value }) => value.attachment),
      ]);
  }
}

/** The turn that a line of bookkeeping hangs on; `known` of those before. */
function turnOf(
  line: SessionLine,
  tree: MessageTree<SessionLine>,
  known: Map<SessionLine, SessionLine | undefined>,
): SessionLine | undefined {
  const passed: SessionLine[] = [];
  let at: SessionLine | undefined = line;
  while (at !== undefined && !at.isTurn && !known.has(at)) {
    // A ring of lines ends where it began.
    known.set(at, undefined);
    passed.push(at);
    at = tree.get(at.parent);
  }
  const turn = at === undefined || at.isTurn ? at : known.get(at);
  for (const each of passed) known.set(each, turn);
  return turn;
}
