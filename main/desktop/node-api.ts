/** The Node-API version that better-sqlite3 13 is built for. */
export const NEEDED_NODE_API = 10;
