import { dayUs, hourUs } from '../../domain/index.ts'

/** A column that is made up: a level, and what wanders about it and forgets by and by. */
export type GeneratedProcess = {
  readonly name: string
  /** How often it speaks, microseconds. */
  readonly everyUs: number
  readonly level: number
  /** Standard deviation about the level. */
  readonly deviation: number
  /** Correlation of a value with the one before, 0 to below 1. */
  readonly memory: number
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
  /** `coin` for one of every coin, `market` for one of all, or the coin it is about. */
  readonly about: string
}

type Shape = readonly [level: number, deviation: number, memory: number]
type More = Partial<Pick<GeneratedProcess, 'min' | 'max' | 'isWhole' | 'about'>>

const made = (
  name: string,
  everyUs: number,
  [level, deviation, memory]: Shape,
  more: More = {},
): GeneratedProcess => ({
  ...{ name, everyUs, level, deviation, memory, min: 0, max: Number.POSITIVE_INFINITY },
  ...{ isWhole: false, about: 'market', ...more },
})

const count = { isWhole: true } as const

/** Every column that a made-up market carries, besides those of commits. */
export const generatedProcesses: readonly GeneratedProcess[] = [
  made('funding.rate', 8 * hourUs, [1e-4, 1e-4, 0.8], {
    min: -0.003,
    max: 0.003,
    about: 'coin',
  }),
  made('funding.openInterest', dayUs, [1e9, 1e8, 0.95], { about: 'coin' }),
  made('social.fearGreed', dayUs, [50, 18, 0.9], { ...count, max: 100 }),
  made('social.redditPosts', hourUs, [600, 150, 0.95], count),
  made('news.count', hourUs, [40, 10, 0.9], count),
  made('news.sentiment', hourUs, [0.05, 0.15, 0.8], { min: -1, max: 1 }),
  made('government.filings', dayUs, [8, 3, 0.5], count),
  made('government.policyRisk', dayUs, [120, 40, 0.9]),
  made('corporate.reports', dayUs, [5, 2, 0.5], count),
  made('macro.vixcls', dayUs, [20, 5, 0.95], { min: 5 }),
  made('macro.dgs10', dayUs, [4, 0.3, 0.99]),
  made('macro.dxy', dayUs, [104, 2, 0.99]),
  made('onchain.hashrate', dayUs, [5e11, 3e10, 0.97], { about: 'BTC' }),
  made('onchain.mvrv', dayUs, [1.8, 0.3, 0.98], { about: 'BTC' }),
  made('onchain.exchangeReserves', dayUs, [2e6, 5e4, 0.99], { about: 'BTC' }),
]
