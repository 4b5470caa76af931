import { emptyFolder, type SeededFolder, seededFolder } from './page-seeded-folder.ts'

/** A state of a page that is read from the folder of the desk. */
export type RecordSide = {
  readonly name: string
  /** The address of it. */
  readonly hash: string
  /** Heading by which it is there. */
  readonly heading: RegExp
  /** Bars come from a venue as they happen. */
  readonly isOfVenue?: boolean
  /** `undefined` for a desk that tells its page nothing of its folder. */
  readonly folder: (() => Promise<SeededFolder>) | undefined
}

const seeded = (): Promise<SeededFolder> => seededFolder()
const empty = async (): Promise<SeededFolder> => emptyFolder()

/** Every state of the pages that are read from the folder of a desk. */
export const recordSides: readonly RecordSide[] = [
  {
    ...{ name: 'strategies', hash: '#strategies?show=all', folder: seeded },
    heading: /^The gate, question/,
  },
  {
    ...{ name: 'strategies-none', hash: '#strategies', folder: empty },
    heading: /^No version yet/,
  },
  {
    ...{ name: 'strategies-mute', hash: '#strategies', folder: undefined },
    heading: /^Nothing to show/,
  },
  {
    ...{ name: 'thoughts', hash: '#thoughts?night=4', folder: seeded },
    heading: /^No whole answer/,
  },
  {
    ...{ name: 'market', hash: '#market?instrument=ETH-USD.SIM', folder: seeded },
    ...{ heading: /^Wanted at this bar/, isOfVenue: true },
  },
  { ...{ name: 'market-bars', hash: '#market', folder: empty }, heading: /^Wanted at this bar/ },
  { ...{ name: 'research', hash: '#research', folder: seeded }, heading: /^trend & friends/ },
  { ...{ name: 'research-none', hash: '#research', folder: empty }, heading: /^Trials/ },
  { ...{ name: 'data', hash: '#data', folder: seeded }, heading: /^How late/, isOfVenue: true },
  { ...{ name: 'data-none', hash: '#data', folder: empty }, heading: /^How late/ },
  { ...{ name: 'thoughts-none', hash: '#thoughts', folder: empty }, heading: /^Asked of models/ },
]
