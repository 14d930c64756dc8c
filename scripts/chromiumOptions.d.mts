import type { LaunchOptions } from 'playwright'

export declare const chromiumOptions: LaunchOptions
