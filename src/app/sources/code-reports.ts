import { dayUs, type Micros, micros } from '../../domain/index.ts'
import { codeMoat, codeMoatNames, sourceAlarms } from '../../sources/index.ts'
import { codeColumnsOfApi, codeLagUs, type LoadedCode } from './open-sources.ts'
import type { ColumnReport } from './column-report.ts'

/** The columns of the code moat, coin by coin. */
export function codeReports(code: readonly LoadedCode[], at: Micros): readonly ColumnReport[] {
  return code.flatMap((of) => [...ofCommits(of, at), ...codeColumnsOfApi.map(absent(of))])
}

function ofCommits({ coin, files, log }: LoadedCode, at: Micros): readonly ColumnReport[] {
  const until = at - codeLagUs
  const rows = log.tsEvent.findLastIndex((ts) => ts <= until) + 1
  const [first, last] = [log.tsEvent[0] as number, log.tsEvent[rows - 1]]
  const now = codeMoat(log, Float64Array.of(at), { lagUs: codeLagUs })
  const clock = clockOf(first + codeLagUs, Math.min(at, (last ?? first) + codeLagUs))
  const past = codeMoat(log, clock, { lagUs: codeLagUs })
  return codeMoatNames.map((name) => {
    const value = now[name][0] as number
    const spoken = past[name].findIndex((each) => !Number.isNaN(each))
    return {
      ...{ name: `code.${name}`, moat: 'code', source: 'commits', about: coin, rows },
      from: rows === 0 ? undefined : micros(first + codeLagUs),
      to: last === undefined ? undefined : micros(last + codeLagUs),
      value: Number.isNaN(value) ? undefined : value,
      last: Number.isNaN(value) ? undefined : value,
      place: files.join(', '),
      ageUs: last === undefined ? undefined : until - last,
      abstains: Number.isNaN(value) ? whySilent(last, until) : undefined,
      alarms:
        spoken < 0
          ? []
          : sourceAlarms(past[name].subarray(spoken), clock.subarray(spoken), 30 * dayUs),
    }
  })
}

function clockOf(begin: number, end: number): Float64Array {
  const days = Math.max(0, Math.floor((end - begin) / dayUs) + 1)
  return Float64Array.from({ length: days }, (_, day) => begin + day * dayUs)
}

function whySilent(last: number | undefined, until: number): string {
  if (last === undefined) return 'nothing was known by then'
  const days = Math.round((until - last) / dayUs)
  if (days > 30) return `the newest commit is ${days} days old, over the 30 days it may be`
  return 'it is not defined without a commit in 24 hours, or a window is not full yet'
}

function absent({ coin, files }: LoadedCode): (name: string) => ColumnReport {
  return (name) => ({
    ...{ name, moat: 'code', source: 'commits', about: coin, rows: 0 },
    ...{ from: undefined, to: undefined, value: undefined, last: undefined, ageUs: undefined },
    place: files.join(', '),
    abstains: 'a list of commits does not tell it; only the interface of GitHub does',
    alarms: [],
  })
}
