/** A line of a session that names the line before it. */
export interface TreeNode {
  id: string;
  parent: string | undefined;
  /** Whether somebody speaks in it; others are bookkeeping that stands in the chain. */
  isTurn: boolean;
}

/**
 * Lines whose parent is not in the file follow the line before them: somebody took bookkeeping out that stood in the
 * chain. `groupsOf`: the conversations of which that line may be, the likeliest first.
 */
export function mendParents<Node extends TreeNode>(
  nodes: readonly Node[],
  groupsOf: (node: Node) => readonly string[],
  isLost: (node: Node, ids: ReadonlySet<string>) => boolean = ({ parent }, ids) =>
    parent !== undefined && !ids.has(parent),
): void {
  const ids = new Set(nodes.map(({ id }) => id));
  const last = new Map<string, string>();
  for (const node of nodes) {
    const groups = groupsOf(node);
    if (isLost(node, ids))
      node.parent = groups.map((group) => last.get(group)).find((id) => id !== undefined);
    const [own] = groups;
    if (own !== undefined) last.set(own, node.id);
  }
}

/** A conversation that was taken up again from earlier points: its turns are a tree, each way to a leaf a transcript. */
export class MessageTree<Node extends TreeNode> {
  readonly #nodes: readonly Node[];
  readonly #byId = new Map<string, Node>();

  /** Of nodes with equal ids the first counts. */
  constructor(nodes: readonly Node[]) {
    this.#nodes = nodes;
    for (const node of nodes) if (!this.#byId.has(node.id)) this.#byId.set(node.id, node);
  }

  get(id: string | undefined): Node | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** From the root to the node. A file whose lines name each other in a ring ends at the first repeated one. */
  pathTo(node: Node): Node[] {
    const path: Node[] = [];
    const seen = new Set<Node>();
    for (let at: Node | undefined = node; at !== undefined && !seen.has(at); at = this.get(at.parent)) {
      seen.add(at);
      path.push(at);
    }
    return path.reverse();
  }

  /** Turns that no other turn of `within` follows, in the order of the file. */
  leaves(within: (node: Node) => boolean): Node[] {
    const followed = new Set<Node>();
    const passed = new Set<Node>();
    const turns = this.#nodes.filter((node) => node.isTurn && within(node));
    for (const turn of turns) {
      let at = this.get(turn.parent);
      // A stretch of bookkeeping leads to one turn, however many come after it.
      while (at !== undefined && !at.isTurn && !passed.has(at)) {
        passed.add(at);
        at = this.get(at.parent);
      }
      if (at?.isTurn === true) followed.add(at);
    }
    const leaves = turns.filter((node) => !followed.has(node));
    const last = turns.at(-1);
    return leaves.length === 0 && last !== undefined ? [last] : leaves;
  }
}
