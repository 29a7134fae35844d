/** Put in by the build, from package.json. */
declare const DJAUDIT_VERSION: string;

export const VERSION = DJAUDIT_VERSION;
