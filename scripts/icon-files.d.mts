/**
 * @param {DrawIcon} draw
 * @returns {Promise<Buffer>}
 */
export function buildIco(draw: DrawIcon, sizes?: number[]): Promise<Buffer>;
/**
 * @param {DrawIcon} draw
 * @returns {Promise<Buffer>}
 */
export function buildIcns(draw: DrawIcon, types?: [string, number][]): Promise<Buffer>;
/**
 * Writes `icons/<size>x<size>.png`, `icon.ico` and `icon.icns`: the names electron-builder.yml gives.
 * @param {string} folder
 */
export function writeIconFiles(folder: string): Promise<void>;
/** On macOS an icon leaves a margin of a tenth around itself, as the system's own do. */
export const appleMargin: 0.1;
export type DrawIcon = (sizePx: number) => Promise<Buffer>;
