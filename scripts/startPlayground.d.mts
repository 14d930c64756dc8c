import type { Plugin } from 'vite'

export interface RunningPlayground {
  readonly origin: string
  close(): Promise<void>
}

export declare function startPlayground(plugins?: readonly Plugin[]): Promise<RunningPlayground>
