import { en } from './en.ts'
import type { Messages } from './messages.ts'
import { zhCN } from './zhCN.ts'

/** The languages that ship with the kit, by BCP 47 tag. */
export const locales = { en, 'zh-CN': zhCN } as const satisfies Readonly<Record<string, Messages>>

export type LocaleName = keyof typeof locales
