// Centres of H3 cells, each computed once: terminals change their cell far less often than they report.
import { cellToLatLng } from 'h3-js';

export interface CellCentre {
  readonly latitude: number;
  readonly longitude: number;
}

export interface CellCentres {
  /** `h3Cell` must be a valid cell: the parsers let no other through. Degrees. */
  of(h3Cell: string): CellCentre;
}

/** More cells than a fleet of 10,000 visits in days; then the memory starts afresh. */
const MOST_CELLS = 50_000;

export function createCellCentres(): CellCentres {
  const centres = new Map<string, CellCentre>();
  return {
    of(h3Cell) {
      const known = centres.get(h3Cell);
      if (known) return known;
      if (centres.size >= MOST_CELLS) centres.clear();
      const [latitude, longitude] = cellToLatLng(h3Cell);
      const centre = { latitude, longitude };
      centres.set(h3Cell, centre);
      return centre;
    },
  };
}
