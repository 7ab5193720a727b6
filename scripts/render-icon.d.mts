/**
 * @param {number} sizePx width and height
 * @param {number} margin empty part of the width on each side
 * @returns {Promise<Buffer>} a PNG
 */
export function renderIcon(sizePx: number, margin?: number): Promise<Buffer>;
