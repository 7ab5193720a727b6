/**
 * `User Terminals`, dark → `user-terminals-dark.png`
 * @param {string} name of a page or window
 * @param {string} theme
 */
export function pictureName(name: string, theme: string): string;
/** Every file that a whole tour writes. */
export function allPictureNames(): string[];
/**
 * @typedef {object} TourStop
 * @property {string} tab
 * @property {string | null} subPage a tab inside the page
 * @property {'map' | 'grid' | 'list' | 'page'} shows what must be seen before the picture is taken: the drawn fleet, rows of a
 *   grid, lines of a list, or no more than the page
 */
export const themes: readonly ["dark", "light"];
/** @type {TourStop[]} */
export const tourStops: TourStop[];
/** The picture of a terminal's own window. */
export const terminalWindowName: "Terminal Window";
export type TourStop = {
    tab: string;
    /**
     * a tab inside the page
     */
    subPage: string | null;
    /**
     * what must be seen before the picture is taken: the drawn fleet, rows of a
     * grid, lines of a list, or no more than the page
     */
    shows: "map" | "grid" | "list" | "page";
};
