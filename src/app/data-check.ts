import { formatInterval } from '../domain/index.ts'
import { Catalog, checkFile, type MarketCheck } from '../market/index.ts'
import { intervalUsOf } from './data-time.ts'
import { isoTime } from './data-list.ts'

export type DataCheckRequest = {
  /** Files to look over; every bar file of the catalog when empty. */
  readonly files: readonly string[]
  readonly catalogFolder: string
  readonly interval?: string | undefined
  readonly symbol?: string | undefined
}

/** What was found in one file. Times in ISO text, `null` for an empty file. */
export type CheckedFile = Omit<MarketCheck, 'from' | 'to' | 'intervalUs' | 'refusal'> & {
  readonly path: string
  readonly interval: string | null
  readonly from: string | null
  readonly to: string | null
  /** Why it cannot be imported as it stands, with line and way out. */
  readonly refusal: string | null
}

export type DataCheckReport = {
  /** Whether every file could be imported as it stands. Gaps and odd prices do not prevent that. */
  readonly ok: boolean
  readonly files: readonly CheckedFile[]
}

/** Looks files of bars over. @throws UserError for a file that is none, or is damaged. */
export async function checkData(request: DataCheckRequest): Promise<DataCheckReport> {
  const stored = (): readonly string[] =>
    new Catalog(request.catalogFolder)
      .list()
      .filter(({ header }) => header.kind === 'bars')
      .map(({ path }) => path)
  const intervalUs = request.interval === undefined ? undefined : intervalUsOf(request.interval)
  const files: CheckedFile[] = []
  for (const path of request.files.length > 0 ? request.files : stored())
    files.push(described(path, await checkFile(path, { symbol: request.symbol, intervalUs })))
  return { ok: files.every(isSound), files }
}

function described(path: string, check: MarketCheck): CheckedFile {
  const { from, to, intervalUs, refusal, ...counts } = check
  return {
    path,
    interval: intervalUs === undefined ? null : formatInterval(intervalUs),
    from: from === undefined ? null : isoTime(from),
    to: to === undefined ? null : isoTime(to),
    refusal: refusal ?? null,
    ...counts,
  }
}

function isSound(file: CheckedFile): boolean {
  const { duplicates, unsorted, violations, nonPositive, malformed, rows, refusal } = file
  if (refusal !== null || rows === 0) return false
  return duplicates + unsorted + violations + nonPositive + malformed === 0
}
