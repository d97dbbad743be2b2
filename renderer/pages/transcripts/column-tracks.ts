export interface Track {
  width: string;
  least: number;
}

/** Width of the column of ticks, in rem. */
const TICK_REM = 2.875;

/**
 * The grid's tracks, and the width in rem under which the table scrolls sideways rather than crowds. Where no column
 * takes what is over, all of them share it.
 */
export function columnTracks(
  tracks: readonly (Track | undefined)[],
  isShared: boolean,
): { columns: string; least: number } {
  const known = tracks.filter((track) => track !== undefined);
  const widths = known.map(({ width, least }) => (isShared ? `minmax(${least}rem, ${least}fr)` : width));
  return {
    columns: [`${TICK_REM}rem`, ...widths].join(' '),
    least: known.reduce((sum, track) => sum + track.least, TICK_REM),
  };
}
