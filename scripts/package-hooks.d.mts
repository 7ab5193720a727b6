/**
 * Any runtime but the one electron-builder downloads and checks itself makes a check package, and that exists only unpacked.
 * @param {PackContext} context
 */
export function beforePack({ packager, targets }: PackContext): void;
/**
 * A prepared runtime is copied as it is, with the app that it starts when it has none.
 * @param {PackContext} context
 */
export function afterExtract({ appOutDir }: PackContext): void;
/**
 * npm installs binaries for the machine it runs on only: a package made for another system would not start. And none goes out
 * without its notices, which electron-builder would leave out in silence.
 * @param {PackContext} context
 */
export function afterPack({ appOutDir, packager, electronPlatformName }: PackContext): void;
/**
 * Runs before each installer and archive. From an unpacked package made earlier (`--prepackaged`) this is the only hook.
 * @param {import('electron-builder').ArtifactBuildStarted} event
 */
export function artifactBuildStarted({ targetPresentableName, file }: import("electron-builder").ArtifactBuildStarted): void;
/** @typedef {import('electron-builder').AfterPackContext} PackContext */
/** Its presence among the resources marks an unpacked check package. */
export const checkMark: "CHECK-PACKAGE.txt";
export type PackContext = import("electron-builder").AfterPackContext;
