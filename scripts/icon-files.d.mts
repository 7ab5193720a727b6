/**
 * @param {DrawIcon} draw
 * @returns {Buffer}
 */
export function buildIco(draw: DrawIcon, sizes?: number[]): Buffer;
/**
 * @param {DrawIcon} draw
 * @returns {Buffer}
 */
export function buildIcns(draw: DrawIcon, types?: [string, number][]): Buffer;
/**
 * Writes `icons/<size>x<size>.png`, `icon.ico` and `icon.icns`: the names electron-builder.yml gives.
 * @param {string} folder
 */
export function writeIconFiles(folder: string): void;
/** On macOS an icon leaves a margin of a tenth around itself, as the system's own do. */
export const appleMargin: 0.1;
export type DrawIcon = (sizePx: number) => Buffer;
