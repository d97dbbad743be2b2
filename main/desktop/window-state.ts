import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Size {
  width: number;
  height: number;
}

export interface Bounds extends Size {
  x: number;
  y: number;
}

export interface WindowPlace extends Bounds {
  isMaximized: boolean;
}

interface Stored {
  /** By dataset path, the latest last. */
  places: Record<string, WindowPlace>;
  /** Datasets whose windows were open when the app was left. */
  open: string[];
}

const MAX_PLACES = 50;
/** This much of a window must be on a screen for it to be found and moved. */
const MIN_VISIBLE = { width: 160, height: 80 };

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}

/** Whether enough of a window shows on one of the screens' work areas: a screen may have been unplugged. */
export function isOnScreen(bounds: Bounds, workAreas: readonly Bounds[]): boolean {
  return workAreas.some(
    (area) =>
      overlap(bounds.x, bounds.width, area.x, area.width) >= MIN_VISIBLE.width &&
      overlap(bounds.y, bounds.height, area.y, area.height) >= MIN_VISIBLE.height &&
      // The title bar is the handle: it may not be above the screen.
      bounds.y >= area.y - 1,
  );
}

/**
 * Bounds for a window on the screens that there are now: no larger than the work area it is on, or else the first, and
 * without a position where it would not be found.
 */
export function onScreens(
  bounds: Bounds | Size,
  workAreas: readonly Bounds[],
): Size & { x?: number; y?: number } {
  const isThere = 'x' in bounds && isOnScreen(bounds, workAreas);
  const area = (isThere && workAreas.find((each) => isOnScreen(bounds, [each]))) || workAreas[0];
  const size = {
    width: Math.min(bounds.width, area?.width ?? bounds.width),
    height: Math.min(bounds.height, area?.height ?? bounds.height),
  };
  return isThere ? { ...size, x: bounds.x, y: bounds.y } : size;
}

function isPlace(value: unknown): value is WindowPlace {
  const place = value as WindowPlace | null;
  return (
    typeof place === 'object' &&
    place !== null &&
    [place.x, place.y, place.width, place.height].every((each) => Number.isSafeInteger(each)) &&
    place.width > 0 &&
    place.height > 0
  );
}

/** Where the windows of datasets were, in one JSON file, written under another name and renamed. */
export class WindowStates {
  readonly #path: string;
  #stored: Stored;

  constructor(path: string) {
    this.#path = path;
    this.#stored = this.#read();
  }

  #read(): Stored {
    try {
      const raw = JSON.parse(readFileSync(this.#path, 'utf8')) as Partial<Stored>;
      const places = Object.entries(raw.places ?? {}).filter(([, place]) => isPlace(place));
      const open = (raw.open ?? []).filter((path) => typeof path === 'string');
      return { places: Object.fromEntries(places), open };
    } catch {
      // Not there yet, or unreadable: windows then open where the system puts them.
      return { places: {}, open: [] };
    }
  }

  get open(): readonly string[] {
    return this.#stored.open;
  }

  /** Where this dataset's window was, or else the last one; undefined before the first. */
  placeOf(dataset: string): WindowPlace | undefined {
    return this.#stored.places[dataset] ?? Object.values(this.#stored.places).at(-1);
  }

  keepPlace(dataset: string | undefined, place: WindowPlace): void {
    const key = dataset ?? '';
    const others = Object.entries(this.#stored.places).filter(([path]) => path !== key);
    this.#stored.places = Object.fromEntries([...others, [key, place]].slice(-MAX_PLACES));
    this.#write();
  }

  keepOpen(datasets: readonly string[]): void {
    this.#stored.open = [...datasets];
    this.#write();
  }

  #write(): void {
    const temporary = `${this.#path}.${process.pid}.tmp`;
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, `${JSON.stringify(this.#stored, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.#path);
  }
}
