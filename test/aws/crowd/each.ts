/** Makes one of each name. */
export type Each = <T>(make: (name: string, index: number) => T) => T[];
