// Terminals → drawn cells: one a cell when near, parents with counts when far, the worst band wins.
import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { createCellGeometry } from '../../../src/renderer/map/cell-geometry.ts';
import { countBands, mergeCells, resolutionOfZoom } from '../../../src/renderer/map/cell-merge.ts';
import { colourModeOf } from '../../../src/renderer/map/colour-modes.ts';
import { buildRow } from '../tables/sample-rows.ts';

const geometry = createCellGeometry();
const state = colourModeOf('state');
const brest = latLngToCell(48.4, -4.5, 5);
const nearBrest = latLngToCell(48.7, -4.1, 5);
const tokyo = latLngToCell(35.6, 139.7, 5);
const terminals = [
  buildRow('userTerminals', { deviceId: 'ut1', h3Cell: brest, state: 'Online' }),
  buildRow('userTerminals', { deviceId: 'ut2', h3Cell: brest, state: 'Critical' }),
  buildRow('userTerminals', { deviceId: 'ut3', h3Cell: nearBrest, state: 'Degraded' }),
  buildRow('userTerminals', { deviceId: 'ut4', h3Cell: tokyo, state: 'Offline' }),
  buildRow('userTerminals', { deviceId: 'ut5', h3Cell: null, state: 'Online' }),
  buildRow('userTerminals', { deviceId: 'ut6', h3Cell: '6006544985028034', state: 'Online' }),
];

describe('mergeCells', () => {
  it('makes one cell for each H3 cell, in its worst state, and leaves out what has no valid cell', () => {
    const cells = mergeCells(terminals, 5, state, geometry);
    expect(cells.map(({ cell, terminals: own, band }) => [cell, own.length, state.bands[band]!.label])).toEqual([
      [brest, 2, 'Critical'], [nearBrest, 1, 'Degraded'], [tokyo, 1, 'Offline'],
    ]);
  });

  it('merges neighbours into their parent with a count', () => {
    const cells = mergeCells(terminals, 2, state, geometry);
    expect(cells.map(({ cell, terminals: own }) => [cell, own.length])).toEqual([[cellToParent(brest, 2), 3], [cellToParent(tokyo, 2), 1]]);
  });

  it('draws an outline only where nothing current is known of any terminal', () => {
    const unknown = buildRow('userTerminals', { deviceId: 'ut7', h3Cell: tokyo, state: 'Online' });
    expect(mergeCells(terminals, 5, state, geometry).map((cell) => cell.isHollow)).toEqual([false, false, true]);
    const withOnline = mergeCells([...terminals, unknown], 5, state, geometry).find((cell) => cell.cell === tokyo)!;
    expect([withOnline.isHollow, state.bands[withOnline.band]!.label]).toEqual([false, 'Offline']);
  });
});

describe('resolutionOfZoom', () => {
  it('gets finer with the zoom and ends at the cells of telemetry', () => {
    const resolutions = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11].map(resolutionOfZoom);
    expect(resolutions).toEqual([...resolutions].sort((a, b) => a - b));
    expect(resolutionOfZoom(1)).toBe(1);
    expect(resolutionOfZoom(11)).toBe(5);
  });
});

describe('countBands', () => {
  it('counts every terminal once, with or without a position', () => {
    const counts = countBands(terminals, state);
    expect(Object.fromEntries(state.bands.map((band, index) => [band.label, counts[index]]))).toEqual({
      Critical: 1, Degraded: 1, Offline: 1, Stale: 0, 'Not current': 0, Online: 3, Unknown: 0,
    });
  });
});
