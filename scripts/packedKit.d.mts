export declare function packKit(folder: string): string
export declare function installKit(app: string, tarball: string, also?: readonly string[]): void
export declare function copyApp(from: string, to: string): void
export declare function npm(folder: string, commands: readonly string[]): string
