/** A line of a session that names the line before it. */
export interface TreeNode {
  id: string;
  parent: string | undefined;
  /** Whether somebody speaks in it; others are bookkeeping that stands in the chain. */
  isTurn: boolean;
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
