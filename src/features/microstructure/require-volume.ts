import { requireBetween } from '../../quant/index.ts'

/** Declines a volume below 0, or one that is none. */
export function requireVolume(name: string, volume: number): void {
  requireBetween(name, volume, 0, Number.MAX_VALUE)
}
