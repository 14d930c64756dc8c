export declare const publicEntries: readonly string[]
export declare function inputOf(pathOf: (name: string) => string): Record<string, string>
export declare function sourceOf(name: string): string
export declare function isExternal(specifier: string): boolean
