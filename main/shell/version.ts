import manifest from '../../package.json' with { type: 'json' };

/** The version of this program, as package.json gives it. */
export const VERSION = manifest.version;
