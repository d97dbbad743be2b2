import { firstLayout } from './0001-first-layout.ts';
import { queuesComparisonsGold } from './0002-queues-comparisons-gold.ts';
import { teams } from './0003-teams.ts';
import type { Migration } from './migration.ts';

/** Every layout there was, in order; a test asserts 1, 2, 3 … without gaps. */
export const MIGRATIONS: readonly Migration[] = [firstLayout, queuesComparisonsGold, teams];

/** The layout this version writes. */
export const LAYOUT = MIGRATIONS.length;
